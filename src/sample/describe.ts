import type { RawColumn } from '../ingest/table'
import { written, type SampleColumn, type SampleTable } from './table'

const MOST_SAMPLES = 10

/** What a reader of the file would have found in each column; distinct values are counted exactly. */
export function describeColumns(table: SampleTable): readonly RawColumn[] {
  return table.columns.map((column, index) => ({
    name: `c${index}`,
    header: column.header,
    type: column.type,
    ...countsOf(column, table.rows),
    samples: samplesOf(column, table.rows),
    note: null,
    doubt: null,
  }))
}

type Counts = Pick<RawColumn, 'filled' | 'distinct' | 'least' | 'most'>

function countsOf(column: SampleColumn, rows: number): Counts {
  if (column.type === 'text') return textCounts(column.codes, column.words)
  const there = column.values.filter((value) => (column.type === 'flag' ? value >= 0 : !Number.isNaN(value)))
  if (there.length === 0) return { filled: 0, distinct: 0, least: null, most: null }
  const sorted = there.sort()
  let distinct = 1
  for (let place = 1; place < sorted.length; place++) if (sorted[place] !== sorted[place - 1]) distinct++
  const first = firstRowOf(column, rows, sorted[0]!)
  const last = firstRowOf(column, rows, sorted[sorted.length - 1]!)
  return { filled: sorted.length, distinct, least: isoOf(column, first), most: isoOf(column, last) }
}

function textCounts(codes: Int32Array, words: readonly string[]): Counts {
  const uses = new Uint32Array(words.length)
  let filled = 0
  for (const code of codes) {
    if (code < 0) continue
    uses[code]!++
    filled++
  }
  const used = [...new Set(words.filter((_, code) => uses[code]! > 0))].sort()
  return { filled, distinct: used.length, least: used[0] ?? null, most: used[used.length - 1] ?? null }
}

function firstRowOf(column: Exclude<SampleColumn, { type: 'text' }>, rows: number, value: number): number {
  for (let row = 0; row < rows; row++) if (column.values[row] === value) return row
  throw new Error(`${column.header} does not hold ${value}`)
}

function isoOf(column: SampleColumn, row: number): string {
  const text = written(column, row)!
  if (column.type === 'timestamp') return text.replace(' ', 'T')
  return column.type === 'flag' ? String(text === 'yes') : text
}

function samplesOf(column: SampleColumn, rows: number): readonly string[] {
  const found = new Set<string>()
  for (let row = 0; row < rows && found.size < MOST_SAMPLES; row++) {
    const text = written(column, row)
    if (text !== null) found.add(text)
  }
  return [...found]
}
