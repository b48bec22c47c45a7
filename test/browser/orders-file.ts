/** A plain order file: row by row the next customer, day and amount, so that totals can be worked out by hand. */
export function ordersFile(
  name: string,
  rows: number,
  customers: number,
  prefix = 'c',
): { name: string; mimeType: string; buffer: Buffer } {
  const lines = Array.from({ length: rows }, (_, row) => {
    const day = String(1 + (row % 28)).padStart(2, '0')
    const month = String(1 + (Math.floor(row / 28) % 12)).padStart(2, '0')
    return `${prefix}${row % customers},2024-${month}-${day},${10 + (row % 90)}.50`
  })
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`customer_id,order_date,amount\n${lines.join('\n')}\n`) }
}

/** What those rows add up to. */
export function revenueOf(rows: number): number {
  return Array.from({ length: rows }, (_, row) => 10.5 + (row % 90)).reduce((sum, amount) => sum + amount, 0)
}
