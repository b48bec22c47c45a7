import { query, type Engine } from '../engine/database'
import type { ColumnBuilder } from './column'
import type { Verdict } from './evidence'
import type { RawColumn } from './table'

const EXACT_UP_TO = 1000
/** Estimates err by a few per cent: so much above the limit is still worth counting. */
const WORTH_COUNTING = 1200
const COLUMNS_A_QUERY = 100

interface Facts {
  readonly filled: number
  readonly distinct: number
  readonly least: string | null
  readonly most: string | null
}

export async function countRows(engine: Engine, table: string): Promise<number> {
  const [row] = await engine.rows(query('rows', `select count(*) as n from ${table}`, { n: 'number' }))
  return row!.n ?? 0
}

/** What the mapping and the sources page show of each column, counted over all rows of the table. */
export async function describeColumns(
  engine: Engine,
  table: string,
  names: readonly string[],
  verdicts: readonly Verdict[],
  builders: readonly ColumnBuilder[],
): Promise<RawColumn[]> {
  const facts: Facts[] = []
  for (let from = 0; from < names.length; from += COLUMNS_A_QUERY)
    facts.push(...(await factsOf(engine, table, from, Math.min(names.length, from + COLUMNS_A_QUERY))))
  return names.map((header, index) => {
    const { reading, note, doubt } = verdicts[index]!
    const builder = builders[index]!
    const missing = [...builder.missing].map((spelling) => `“${spelling}”`).join(', ')
    const notes = [builder.reading?.note() ?? null, note, missing ? `${missing} read as missing` : null].filter((part) => part !== null)
    return {
      name: `c${index}`,
      header,
      type: reading?.type ?? 'text',
      ...facts[index]!,
      samples: builder.samples,
      note: notes.length > 0 ? notes.join('; ') : null,
      doubt,
    }
  })
}

async function factsOf(engine: Engine, table: string, from: number, to: number): Promise<Facts[]> {
  const columns = Array.from({ length: to - from }, (_, index) => `c${from + index}`)
  const shape = columns.flatMap((column) => [
    [`filled_${column}`, 'number'] as const,
    [`distinct_${column}`, 'number'] as const,
    [`least_${column}`, 'text'] as const,
    [`most_${column}`, 'text'] as const,
  ])
  const terms = columns.flatMap((column) => [
    `count(${column}) as filled_${column}`,
    `approx_count_distinct(${column}) as distinct_${column}`,
    `min(${column})::varchar as least_${column}`,
    `max(${column})::varchar as most_${column}`,
  ])
  const [row] = await engine.rows(query('columns', `select ${terms.join(', ')} from ${table}`, Object.fromEntries(shape)))
  const few = columns.filter((column) => Number(row![`distinct_${column}`]) <= WORTH_COUNTING)
  const exact = await exactly(engine, table, few)
  return columns.map((column) => {
    const estimate = Number(row![`distinct_${column}`])
    const counted = exact.get(column)
    return {
      filled: Number(row![`filled_${column}`]),
      distinct: counted ?? Math.max(estimate, EXACT_UP_TO + 1),
      least: text(row![`least_${column}`]),
      most: text(row![`most_${column}`]),
    }
  })
}

async function exactly(engine: Engine, table: string, columns: readonly string[]): Promise<Map<string, number>> {
  if (columns.length === 0) return new Map()
  const terms = columns.map((column) => `count(distinct ${column}) as ${column}`)
  const shape = Object.fromEntries(columns.map((column) => [column, 'number' as const]))
  const [row] = await engine.rows(query('distinct', `select ${terms.join(', ')} from ${table}`, shape))
  return new Map(columns.map((column) => [column, Number(row![column])]))
}

function text(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value).slice(0, 200)
}
