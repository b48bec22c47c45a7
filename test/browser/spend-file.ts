/** A file that is no version of an order file: monthly costs by channel. */
export function spendFile(name: string, rows: number): { name: string; mimeType: string; buffer: Buffer } {
  const lines = Array.from({ length: rows }, (_, row) => {
    const month = `${2000 + Math.floor(row / 12)}-${String(1 + (row % 12)).padStart(2, '0')}-01`
    return `${month},${['search', 'mail', 'fairs'][row % 3]},${100 + (row % 50)}`
  })
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`month,channel,spend\n${lines.join('\n')}\n`) }
}
