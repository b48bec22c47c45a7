import type { RawColumn } from '../ingest/table'
import { written, writtenValue, type SampleColumn, type SampleTable } from './table'

const MOST_SAMPLES = 10

/** What a reader of the file would have found in each column; distinct values are counted exactly. */
export function describeColumns(table: SampleTable): readonly RawColumn[] {
  return table.columns.map((column, index) => ({
    name: `c${index}`,
    header: column.header,
    type: column.type,
    ...countsOf(column),
    samples: samplesOf(column, table.rows),
    note: null,
    doubt: null,
  }))
}

type Counts = Pick<RawColumn, 'filled' | 'distinct' | 'least' | 'most'>

function countsOf(column: SampleColumn): Counts {
  if (column.type === 'text') return textCounts(column.codes, column.words)
  const there = new Float64Array(column.values.length)
  let filled = 0
  let isSorted = true
  for (const value of column.values) {
    // Neither NaN nor −1 of a flag.
    if (!(value >= (column.type === 'flag' ? 0 : -Infinity))) continue
    if (filled > 0 && value < there[filled - 1]!) isSorted = false
    there[filled++] = value
  }
  if (filled === 0) return { filled, distinct: 0, least: null, most: null }
  const sorted = isSorted ? there.subarray(0, filled) : there.subarray(0, filled).sort()
  let distinct = 1
  for (let place = 1; place < filled; place++) if (sorted[place] !== sorted[place - 1]) distinct++
  return { filled, distinct, least: isoOf(column.type, sorted[0]!), most: isoOf(column.type, sorted[filled - 1]!) }
}

function textCounts(codes: Int32Array, words: readonly string[]): Counts {
  const isUsed = new Uint8Array(words.length)
  let filled = 0
  for (const code of codes) {
    if (code < 0) continue
    isUsed[code] = 1
    filled++
  }
  const used = new Set(words.filter((_, code) => isUsed[code] === 1))
  let least: string | null = null
  let most: string | null = null
  for (const word of used) {
    if (least === null || word < least) least = word
    if (most === null || word > most) most = word
  }
  return { filled, distinct: used.size, least, most }
}

function isoOf(type: Exclude<SampleColumn['type'], 'text'>, value: number): string {
  if (type === 'flag') return String(value === 1)
  return type === 'timestamp' ? writtenValue(type, value).replace(' ', 'T') : writtenValue(type, value)
}

function samplesOf(column: SampleColumn, rows: number): readonly string[] {
  const found = new Set<string>()
  for (let row = 0; row < rows && found.size < MOST_SAMPLES; row++) {
    const text = written(column, row)
    if (text !== null) found.add(text)
  }
  return [...found]
}
