import { identifier, query, type ColumnType, type Database } from '../../engine/database'
import { describeMisfits, misfitColumn } from './misfit-columns'
import type { ColumnMisfits, RawColumn, RawType } from '../table'

/** A table of the engine as reading a file would have described it. */
export interface DescribedTable {
  readonly rows: number
  readonly columns: readonly RawColumn[]
}

const MOST_SAMPLES = 10
const SEARCHED = 4096
const LONGEST_SAMPLE = 200
const EXACT_UP_TO = 1000

/** Counts and describes the columns c0, c1, … of a relation. `headers` names them by physical name. */
export async function describeTable(
  database: Database,
  relation: string,
  headers: Readonly<Record<string, string>>,
): Promise<DescribedTable> {
  const found = await allTypes(database, `select * from ${identifier(relation)}`)
  const columns = [...rawTypes(found)].filter(([name]) => Object.hasOwn(headers, name))
  const text = `select ${['count(*) as rows', ...columns.flatMap(factsSql)].join(', ')} from ${identifier(relation)}`
  const promised: Record<string, ColumnType> = { rows: 'number', ...Object.fromEntries(columns.flatMap(([name]) => factColumns(name))) }
  const [row] = await database.rows(query('columns of a table', text, promised))
  const facts = (name: string) => ({
    filled: row![`${name}_filled`] as number,
    distinct: row![`${name}_distinct`] as number,
    least: row![`${name}_least`] as string | null,
    most: row![`${name}_most`] as string | null,
  })
  const names = columns.map(([name]) => name)
  const few = await countedExactly(
    database,
    relation,
    names.filter((name) => facts(name).distinct <= EXACT_UP_TO),
  )
  const samples = await samplesOf(database, relation, names)
  const misfits = new Map<string, ColumnMisfits>()
  for (const name of names.filter((one) => found.has(misfitColumn(one)))) {
    const described = await describeMisfits(database, relation, name)
    if (described) misfits.set(name, described)
  }
  return {
    rows: row!.rows as number,
    columns: columns.map(([name, type]) => ({
      name,
      header: headers[name]!,
      type,
      ...facts(name),
      ...(few.has(name) && { distinct: few.get(name)! }),
      samples: samples.get(name)!,
      note: null,
      doubt: null,
      ...(misfits.has(name) && { misfits: misfits.get(name)! }),
    })),
  }
}

const RAW_TYPES: Readonly<Record<string, RawType>> = {
  VARCHAR: 'text',
  INTEGER: 'integer',
  BIGINT: 'integer',
  DOUBLE: 'number',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  BOOLEAN: 'flag',
}

/** Raw types by physical name, in the order of a select, which is bound but not run. Throws for a type that no raw table has. */
export async function columnTypes(database: Database, select: string): Promise<ReadonlyMap<string, RawType>> {
  return rawTypes(await allTypes(database, select))
}

async function allTypes(database: Database, select: string): Promise<ReadonlyMap<string, string>> {
  const text = `select column_name, column_type from (describe ${select})`
  const rows = await database.rows(query('types of a table', text, { column_name: 'text', column_type: 'text' }))
  return new Map(rows.map(({ column_name, column_type }) => [column_name!, column_type!]))
}

/** Of the columns that were read: not of the line, nor of what stands beside a column. */
function rawTypes(types: ReadonlyMap<string, string>): ReadonlyMap<string, RawType> {
  return new Map(
    [...types]
      .filter(([name]) => /^c\d+$/.test(name))
      .map(([name, found]) => {
        const type = RAW_TYPES[found]
        if (!type) throw new Error(`a raw table cannot hold ${found}`)
        return [name, type]
      }),
  )
}

function factsSql([name, type]: readonly [string, RawType]): readonly string[] {
  const column = filledValue(name, type)
  // Estimated first: exact counting of a million different texts costs more than everything else here.
  return [
    `count(${column}) as ${identifier(`${name}_filled`)}`,
    `approx_count_distinct(${column}) as ${identifier(`${name}_distinct`)}`,
    `${written(`min(${column})`, type)} as ${identifier(`${name}_least`)}`,
    `${written(`max(${column})`, type)} as ${identifier(`${name}_most`)}`,
  ]
}

function factColumns(name: string): readonly (readonly [string, ColumnType])[] {
  return [
    [`${name}_filled`, 'number'],
    [`${name}_distinct`, 'number'],
    [`${name}_least`, 'text'],
    [`${name}_most`, 'text'],
  ]
}

function filledValue(name: string, type: RawType): string {
  return type === 'text' ? `nullif(${identifier(name)}, '')` : identifier(name)
}

async function countedExactly(database: Database, relation: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map()
  const counts = names.map((name) => `count(distinct nullif(${identifier(name)}::varchar, '')) as ${identifier(name)}`)
  const promised = Object.fromEntries(names.map((name) => [name, 'number' as const]))
  const [row] = await database.rows(query('distinct values', `select ${counts.join(', ')} from ${identifier(relation)}`, promised))
  return new Map(names.map((name) => [name, row![name]!]))
}

/** Different values of the first rows, as text. */
async function samplesOf(database: Database, relation: string, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map(names.map((name) => [name, new Set<string>()]))
  if (names.length === 0) return new Map()
  const texts = names.map((name) => `left(${identifier(name)}::varchar, ${LONGEST_SAMPLE}) as ${identifier(name)}`)
  const promised = Object.fromEntries(names.map((name) => [name, 'text' as const]))
  const text = `select ${texts.join(', ')} from ${identifier(relation)} limit ${SEARCHED}`
  for (const row of await database.rows(query('samples', text, promised)))
    for (const [name, values] of found) {
      const value = row[name]
      if (value && value.trim() !== '' && values.size < MOST_SAMPLES) values.add(value)
    }
  return new Map([...found].map(([name, values]) => [name, [...values]]))
}

/** A value as text: plain notation, ISO dates. */
function written(sql: string, type: RawType): string {
  return type === 'timestamp' ? `strftime(${sql}, '%Y-%m-%dT%H:%M:%S')` : `${sql}::varchar`
}
