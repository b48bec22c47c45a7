type Cell = string | number | boolean | null

const encoder = new TextEncoder()

/** Rows turned to text at a time: a million rows are never one string. */
const PIECE = 5000

/** A table as CSV (RFC 4180, UTF-8), in pieces. Nothing but the rows' own keys decides the columns, so an empty table is an empty file. */
export function* csvPieces(rows: readonly Readonly<Record<string, Cell>>[]): Generator<Uint8Array<ArrayBuffer>> {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!)
  yield encoder.encode(csvLine(columns))
  for (let start = 0; start < rows.length; start += PIECE) {
    const lines = rows.slice(start, start + PIECE).map((row) => csvLine(columns.map((column) => row[column] ?? null)))
    yield encoder.encode(lines.join(''))
  }
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// A spreadsheet runs text that starts so as a formula (CWE-1236), also behind blanks and in full width. Numbers stay numbers.
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]|^[\t\r\n]/
