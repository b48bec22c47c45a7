/** Delimiters that betray a wrong reading when they stand inside an unquoted cell. */
export const CELL_DELIMITERS: readonly string[] = [',', ';', '\t', '|', '~', '^', '§', '\u0001', '\u001f']

/** Numbers, dates, times, money: anything made of digits and the few signs that go with them. */
export function isTyped(cell: string): boolean {
  let digits = 0
  for (const character of cell) {
    if (character >= '0' && character <= '9') digits++
    else if (!'.,:/-+ %$€£TZ()'.includes(character)) return false
  }
  return digits > 0 && digits * 3 >= cell.length
}

/** 0 to 1: how much a cell looks like one value. */
export function cellLikeness(cell: string, isQuoted: boolean, others: readonly string[]): number {
  if (cell === '') return 0.8
  if (isTyped(cell)) return 1
  if (isQuoted) return 1
  if (cell.startsWith('"') || cell.endsWith('"')) return 0.2
  if (cell.length > 1 && cell.startsWith("'") && cell.endsWith("'")) return 0.4
  if (others.some((delimiter) => cell.includes(delimiter))) return 0.4
  return 0.95
}
