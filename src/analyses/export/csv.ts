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
  const text = guarded(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What shows nothing, and quotes: a spreadsheet may look behind them. */
const UNSEEN = String.raw`\s\p{C}\p{Default_Ignorable_Code_Point}\u2800"'“”„`
/** What begins a formula, in any width. */
const BEGINNING = String.raw`[=+\-@＝＋－＠﹦﹢﹣﹫−⁼⁺⁻₌₊₋]`
const AT_THE_START = new RegExp(`^[${UNSEEN}]*${BEGINNING}|^[\\t\\r\\n]`, 'u')
/** Where a program that splits at another sign, or at the end of a line, would see a cell begin. A bracket closed at once is a face, and no formula. */
const BEHIND_A_SIGN = new RegExp(`([;|\\t\\r\\n][;|${UNSEEN}]*)(${BEGINNING}(?!\\)))?`, 'gu')
const NUMBER = /^[+-]?\d[\d.,]*$/

/** A spreadsheet runs text that starts as a formula does (CWE-1236). Numbers stay numbers, also where they are text. */
function guarded(value: string): string {
  if (NUMBER.test(value)) return value
  const text = value.replace(BEHIND_A_SIGN, (all, before: string, sign?: string) => (sign ? `${before}'${sign}` : all))
  return AT_THE_START.test(text) ? `'${text}` : text
}
