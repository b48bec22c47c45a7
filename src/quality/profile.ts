import { tableName } from '../ingest/table-name'
import { identifier, query, type ColumnType, type Database } from '../engine/database'
import type { RawColumn, RawTable } from '../ingest/table'
import type { PersonalColumn } from './personal'
import type { ColumnProfile, TableProfile } from './report'

const BINS = 24
const TOP = 5
const MOST_UNFIT = 5
/** A column with more words than this among its numbers holds words. */
const MOSTLY = 0.5

export async function profileTable(database: Database, table: RawTable, personal: readonly PersonalColumn[]): Promise<TableProfile> {
  const columns: ColumnProfile[] = []
  for (const column of table.columns) {
    const kind = personal.find((one) => one.column === column.name)?.kind ?? null
    columns.push({ ...(await profileColumn(database, table, column)), personal: kind })
  }
  return { table: table.name, file: tableName(table), rows: table.rowsKept, columns }
}

async function profileColumn(database: Database, table: RawTable, column: RawColumn): Promise<Omit<ColumnProfile, 'personal'>> {
  const { name, header, type, filled, distinct, least, most } = column
  const about = { name, header, type, rows: table.rowsKept, missing: table.rowsKept - filled, distinct, least, most }
  const isMeasured = type === 'integer' || type === 'number' || type === 'date' || type === 'timestamp'
  const none = { bins: [], from: null, to: null }
  const histogram = isMeasured && filled > 0 && distinct > 1 ? await histogramOf(database, table, column) : none
  const top = !isMeasured && filled > 0 && distinct < filled ? await topOf(database, table, column) : []
  const unfit = type === 'text' && filled > 0 ? await unfitOf(database, table, column) : misfitsOf(column)
  return { ...about, ...histogram, top, ...unfit }
}

async function histogramOf(database: Database, table: RawTable, column: RawColumn): Promise<Pick<ColumnProfile, 'bins' | 'from' | 'to'>> {
  const isDate = column.type === 'date' || column.type === 'timestamp'
  const value = isDate ? `epoch(${identifier(column.name)})` : `${identifier(column.name)}::double`
  const text = `
    with
    bounds as (
      select approx_quantile(${value}, 0.01) as low, approx_quantile(${value}, 0.99) as high, min(${value}) as least, max(${value}) as most
      from ${identifier(table.name)} where ${identifier(column.name)} is not null
    ),
    span as (
      select case when high > low then low else least end as low, case when high > low then high else most end as high from bounds
    )
    select
      greatest(0, least(${BINS - 1}, floor((${value} - low) / (high - low) * ${BINS})))::integer as bin,
      count(*) as found, any_value(low) as low, any_value(high) as high
    from ${identifier(table.name)}, span
    where ${identifier(column.name)} is not null and isfinite(${value}) and high > low
    group by bin`
  const rows = await database.rows(query('histogram', text, { bin: 'number', found: 'number', low: 'number', high: 'number' }))
  const bins = Array.from({ length: BINS }, () => 0)
  for (const { bin, found } of rows) bins[bin!] = found!
  const [first] = rows
  if (!first) return { bins: [], from: null, to: null }
  const written = (number: number) => (isDate ? new Date(number * 1000).toISOString().slice(0, 10) : String(number))
  return { bins, from: written(first.low!), to: written(first.high!) }
}

async function topOf(database: Database, table: RawTable, column: RawColumn): Promise<ColumnProfile['top']> {
  const name = identifier(column.name)
  const text = `
    select left(${name}::varchar, 100) as value, count(*) as found from ${identifier(table.name)}
    where ${name} is not null and ${name}::varchar <> '' group by all having count(*) > 1 order by found desc, value limit ${TOP}`
  const rows = await database.rows(query('most frequent values', text, { value: 'text', found: 'number' }))
  return rows.map(({ value, found }) => ({ value: value!, rows: found! }))
}

/** What did not read as the column's type. */
function misfitsOf({ misfits }: RawColumn): Pick<ColumnProfile, 'unfit' | 'unfitRows'> {
  return { unfit: (misfits?.examples ?? []).slice(0, MOST_UNFIT).map(({ value }) => value), unfitRows: misfits?.rows ?? 0 }
}

const NONE_UNFIT = { unfit: [], unfitRows: 0 }

/** Words in a column most of which are numbers, or dates. */
async function unfitOf(database: Database, table: RawTable, column: RawColumn): Promise<Pick<ColumnProfile, 'unfit' | 'unfitRows'>> {
  const name = identifier(column.name)
  const from = `${identifier(table.name)} where ${name} is not null and ${name} <> ''`
  const tests = [`try_cast(replace(${name}, ' ', '') as double) is not null`, `try_cast(${name} as date) is not null`]
  const counts = tests.map((test, index) => `count(*) filter (${test}) as fits${index}`).join(', ')
  // Most columns of words show themselves in their first rows; the others are looked at whole.
  const promised: Record<string, ColumnType> = { fits0: 'number', fits1: 'number', found: 'number' }
  const [few] = await database.rows(query('first values', `select ${counts}, count(*) as found from (from ${from} limit 2000)`, promised))
  const isMostly = (fits: unknown, found: unknown) => Number(fits) > Number(found) * MOSTLY
  const index = isMostly(few!.fits0, few!.found) ? 0 : isMostly(few!.fits1, few!.found) ? 1 : null
  if (index === null) return NONE_UNFIT
  const text = `
    select left(${name}, 100) as value, count(*) as found, sum(count(*)) over () as total from ${from} and not (${tests[index]!})
    group by value order by found desc, value limit ${MOST_UNFIT}`
  const rows = await database.rows(query('values that do not fit', text, { value: 'text', found: 'number', total: 'number' }))
  const unfitRows = rows[0]?.total ?? 0
  // Where most of them have digits too, such as 85123A among 85123, they are codes like the others.
  const codes = rows.filter(({ value }) => /\d/.test(value!)).reduce((sum, { found }) => sum + found!, 0)
  const shown = rows.reduce((sum, { found }) => sum + found!, 0)
  if (unfitRows > column.filled * MOSTLY || codes > shown / 2) return NONE_UNFIT
  return { unfit: rows.map(({ value }) => value!), unfitRows }
}
