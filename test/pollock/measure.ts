/** The nine measures of the Pollock benchmark (Vitagliano et al., VLDB 2023) of one loaded file, and whether it was loaded at all. */
export interface Measures {
  readonly success: number
  readonly headerPrecision: number
  readonly headerRecall: number
  readonly headerF1: number
  readonly recordPrecision: number
  readonly recordRecall: number
  readonly recordF1: number
  readonly cellPrecision: number
  readonly cellRecall: number
  readonly cellF1: number
}

type Row = readonly string[]

export const FAILURE: Measures = {
  success: 0,
  headerPrecision: 0,
  headerRecall: 0,
  headerF1: 0,
  recordPrecision: 0,
  recordRecall: 0,
  recordF1: 0,
  cellPrecision: 0,
  cellRecall: 0,
  cellF1: 0,
}

/** Compares rows, the first of which is the header, as multisets: header cells, whole records, all cells. */
export function measure(expected: readonly Row[], loaded: readonly Row[]): Measures {
  const wanted = expected.map((row) => row.map(normal))
  const found = loaded.map((row) => row.map(normal))
  const header = overlap(wanted[0] ?? [], found[0] ?? [])
  const record = overlap(joined(wanted.slice(1)), joined(found.slice(1)))
  const cell = overlap(wanted.flat(), found.flat())
  if (wanted.length === 0) return perfect()
  return {
    success: 1,
    headerPrecision: header.precision,
    headerRecall: header.recall,
    headerF1: header.f1,
    recordPrecision: record.precision,
    recordRecall: record.recall,
    recordF1: record.f1,
    cellPrecision: cell.precision,
    cellRecall: cell.recall,
    cellF1: cell.f1,
  }
}

/** RFC 4180 as the benchmark's clean files follow it: commas, double quotes, nothing else. */
export function parseClean(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') cell += text[++at]!
      else isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else if (character !== '\r') cell += character
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

function perfect(): Measures {
  return Object.fromEntries(Object.keys(FAILURE).map((name) => [name, 1])) as unknown as Measures
}

/** The benchmark compares cells by value; text that is trimmed and in lower case comes close to it. */
function normal(cell: string): string {
  return cell.trim().toLowerCase()
}

// As in the benchmark, cells of a record are joined without a separator.
function joined(rows: readonly Row[]): string[] {
  return rows.map((row) => row.join(''))
}

function overlap(expected: readonly string[], loaded: readonly string[]): { precision: number; recall: number; f1: number } {
  if (expected.length === 0) return { precision: 1, recall: 1, f1: 1 }
  const left = new Map<string, number>()
  for (const item of expected) left.set(item, (left.get(item) ?? 0) + 1)
  let shared = 0
  for (const item of loaded) {
    const times = left.get(item) ?? 0
    if (times === 0) continue
    left.set(item, times - 1)
    shared++
  }
  if (shared === 0) return { precision: 0, recall: 0, f1: 0 }
  // The benchmark's names: precision is the share of what was expected, recall the share of what was loaded.
  const precision = shared / expected.length
  const recall = shared / loaded.length
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}
