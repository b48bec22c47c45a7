import { identifier, query, type Database } from '../engine/database'
import { tableName } from '../ingest/table-name'
import type { RawColumn, RawTable } from '../ingest/table'
import { bind } from '../model/suggest/bind'
import type { Binding, Mapping, TableMapping } from '../model/mapping/mapping'
import { candidates, evidenceOf, readAs } from '../model/suggest/kind-guess'
import type { ColumnRef } from '../steps/column'
import type { OfferPreview } from './offer'

/** What one row of a wide table is about, and what becomes of the table when its wide columns are turned into rows. */
export interface Rest {
  readonly who: RawColumn | null
  /** Columns that the rows of the new table repeat, whom they are about first. */
  readonly keep: readonly ColumnRef[]
  /** How the wide table is read from then on: its customers with what else it says of them, or not at all. */
  readonly reading: TableMapping
}

/** More columns than this are not repeated in every row. */
const MOST_KEPT = 20

/** `turned` are the columns that become rows; `also` are kept whatever becomes of the table. */
export async function restOf(
  database: Database,
  table: RawTable,
  mapping: Mapping,
  turned: readonly RawColumn[],
  also: readonly RawColumn[],
): Promise<Rest> {
  const who = whoOf(table, mapping, turned)
  const others = table.columns.filter((column) => column !== who && !turned.includes(column) && !also.includes(column))
  const isList = who !== null && others.length > 0 && (await isUnique(database, table, who))
  const kept = isList ? [] : others.slice(0, MOST_KEPT)
  const reading = isList ? await asCustomers(database, table, who, turned) : unread(table)
  return { who, keep: [...(who ? [who] : []), ...also, ...kept].map(({ name, header }) => ({ name, header })), reading }
}

const NEARLY_ALL = 0.9

/** The column that says whose a row is: as the table is read, or by its name, or since it names each row. */
function whoOf(table: RawTable, mapping: Mapping, turned: readonly RawColumn[]): RawColumn | null {
  const bound = mapping.tables.find((one) => one.table === table.name)?.bindings.find(({ role }) => role === 'customer_id')?.from
  const free = evidenceOf(table).filter(({ column }) => !turned.includes(column))
  const isFree = (column: RawColumn | undefined) => column !== undefined && !turned.includes(column)
  const read = bound && 'column' in bound ? table.columns.find(({ name }) => name === bound.column) : undefined
  if (isFree(read)) return read!
  for (const role of ['customer_id', 'lead_id', 'ticket_id', 'email', 'name']) {
    const [named] = candidates(free, role)
    if (named && named.score >= 0.5) return named.evidence.column
  }
  const naming = free.find(
    ({ column, shape }) => (column.type === 'text' || column.type === 'integer') && !shape.isProse && shape.uniqueness >= NEARLY_ALL,
  )
  return naming?.column ?? null
}

async function isUnique(database: Database, table: RawTable, { name }: RawColumn): Promise<boolean> {
  const text = `select count(${identifier(name)}) as filled, count(distinct ${identifier(name)}) as found from ${identifier(table.name)}`
  const [row] = await database.rows(query('rows and whom they are about', text, { filled: 'number', found: 'number' }))
  return row!.filled === row!.found
}

async function asCustomers(database: Database, table: RawTable, who: RawColumn, turned: readonly RawColumn[]): Promise<TableMapping> {
  const columns = evidenceOf(table).filter(({ column }) => !turned.includes(column) && column !== who)
  const { bindings, ...read } = await bind(database, table, columns, readAs('customers', columns), 1)
  const customer: Binding = { role: 'customer_id', from: { column: who.name }, confidence: 1 }
  return { ...read, bindings: [customer, ...bindings.filter(({ role }) => role !== 'customer_id')] }
}

function unread(table: RawTable): TableMapping {
  return { table: table.name, kind: 'other', confidence: 1, bindings: [] }
}

/** The bindings of a made table: kept columns by their names, made ones by what they are. */
export function bindingsOf(kept: readonly (string | null)[], made: readonly (string | null)[]): readonly Binding[] {
  return [...kept, ...made].flatMap((role, at): Binding[] => (role ? [{ role, from: { column: `c${at}` }, confidence: 1 }] : []))
}

/** Roles that an order may tell of its customer, by the kept columns' headers. */
export function rolesKept(table: RawTable, rest: Rest, kind: 'orders' | 'events' | 'feedback'): readonly (string | null)[] {
  const columns = evidenceOf(table).filter(({ column }) => rest.keep.some(({ name }) => name === column.name) && column !== rest.who)
  const { roles } = readAs(kind, columns)
  return rest.keep.map(({ name }) => {
    if (name === rest.who?.name) return 'customer_id'
    const found = [...roles].find(([role, { evidence, score }]) => evidence.column.name === name && score >= 0.5 && !MADE.includes(role))
    return found?.[0] ?? null
  })
}

/** Roles that the made columns play. */
const MADE = ['customer_id', 'ordered_at', 'revenue', 'order_id', 'event', 'happened_at', 'touchpoint', 'kind', 'score', 'comment'].concat([
  'scale_low',
  'scale_high',
  'nps',
  'csat',
  'ces',
  'rating',
  'quantity',
  'unit_price',
  'is_cancelled',
])

const SHOWN = 6

/** The first rows of a select, as text. */
export async function previewOf(
  database: Database,
  sql: string,
  headers: Readonly<Record<string, string>>,
  count: number,
): Promise<OfferPreview> {
  const names = Object.keys(headers)
  const columns = Object.fromEntries(names.map((name) => [name, 'text' as const]))
  // A whole number needs no ".0", which only a floating point column shows.
  const shown = names.map(
    (name) =>
      `case when typeof(${name}) = 'DOUBLE' then regexp_replace(${name}::varchar, '\\.0$', '') else ${name}::varchar end as ${name}`,
  )
  const text = `select ${shown.join(', ')} from (select * from (\n${sql}\n) order by all limit ${SHOWN})`
  const rows = await database.rows(query('first rows', text, columns))
  return { headers: Object.values(headers), rows: rows.map((row) => names.map((name) => row[name] ?? null)), count }
}

/** "customers.csv", the place of a wide table in an offer. */
export function placeOf(table: RawTable): { tables: readonly string[]; files: readonly string[] } {
  return { tables: [table.name], files: [tableName(table)] }
}

/** "2024-01, 2024-02 … 2024-12" */
export function headersShown(columns: readonly ColumnRef[]): readonly string[] {
  const headers = columns.map(({ header }) => header)
  return headers.length <= SHOWN ? headers : [...headers.slice(0, SHOWN - 1), '…', headers.at(-1)!]
}
