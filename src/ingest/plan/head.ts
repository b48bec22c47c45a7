import type { Syntax } from '../tokenise/syntax'
import { Tokeniser, type RowFilter } from '../tokenise/tokeniser'

/** One record of the beginning of a file, as text. */
export interface HeadRecord {
  readonly line: number
  readonly cells: readonly string[]
}

const MOST_RECORDS = 2000
/** Fewer different lengths are faults, not a habit. */
const RAGGED_WIDTHS = 5
/** So many lines of one field, titles and remarks, for each record of several. */
const MOST_REMARKS = 4
const DECODER = new TextDecoder()

/** The first records, whatever their number of fields; `width` lets stray quotes be recognised. */
export function headRecords(bytes: Uint8Array, isWhole: boolean, syntax: Syntax, width: number, firstLine: number): HeadRecord[] {
  const rowFilter: RowFilter = { width, suspect: null, judge: (tokens, first, count, line) => keep(tokens, first, count, line) }
  const odd: HeadRecord[] = []
  const tokens = new Tokeniser(syntax, rowFilter, MOST_RECORDS, firstLine)
  function keep(seen: Tokeniser, first: number, count: number, line: number): boolean {
    if (width === 0) return true
    odd.push({ line, cells: cellsOf(seen, first, first + count) })
    return false
  }
  tokens.feed(bytes)
  tokens.scan(isWhole)
  const records: HeadRecord[] = []
  let from = 0
  for (let record = 0; record < tokens.records; record++) {
    const end = tokens.recordEnds[record]!
    records.push({ line: tokens.lines[record]!, cells: cellsOf(tokens, from, end) })
    from = end
  }
  return [...records, ...odd].sort((a, b) => a.line - b.line)
}

export function cellsOf(tokens: Tokeniser, from: number, to: number): string[] {
  const cells: string[] = []
  for (let field = from; field < to; field++) cells.push(DECODER.decode(tokens.bytes.subarray(tokens.starts[field], tokens.ends[field])))
  return cells
}

/** The usual number of fields; the largest where rows are as long as they like, as in baskets (`isRagged`). */
export function usualWidth(records: readonly HeadRecord[]): { width: number; isRagged: boolean } {
  // In order of appearance: of two widths that are as common, the one met first is the header's.
  const times = new Map<number, number>()
  for (const { cells } of records) times.set(cells.length, (times.get(cells.length) ?? 0) + 1)
  let width = 1
  for (const [count, seen] of times) {
    const best = times.get(width) ?? 0
    if (width === 1 ? count > 1 && seen * MOST_REMARKS >= best : count > 1 && seen > best) width = count
  }
  const isRagged = width > 1 && times.size >= RAGGED_WIDTHS && (times.get(width) ?? 0) < records.length * 0.5
  return { width: isRagged ? Math.max(...times.keys()) : width, isRagged }
}
