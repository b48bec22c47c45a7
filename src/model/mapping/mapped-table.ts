import { identifier, literal, query, type ColumnType, type Database } from '../../engine/database'
import type { RawTable } from '../../ingest/table'
import { columnOf, columnsOf, expressionSql } from './expression'
import type { Expression, Mapping, Role, TableKind, TableMapping } from './mapping'
import { ROLES } from './roles'
import { NOBODY } from '../words/vocabulary'

/** A raw table together with its mapping: what each role is in SQL. */
export interface MappedTable {
  readonly raw: RawTable
  readonly kind: TableKind
  /** Text columns that need no trimming. */
  readonly tidy: ReadonlySet<string>
  /** What the customer column holds where there is no customer: "guest", "N/A". */
  readonly nobody: readonly string[]
  readonly roles: readonly Role[]
  has(role: Role): boolean
  /** The role's expression as data; null when it is not mapped. */
  expression(role: Role): Expression | null
  /** The role's value in SQL over the raw table, of the role's type; a typed null when it is not mapped. */
  sql(role: Role): string
}

/** The mapped tables that are used, in the mapping's order. A mapping may be older than the tables: what is gone is passed over. */
export async function openSources(
  database: Database,
  mapping: Pick<Mapping, 'tables'>,
  tables: readonly RawTable[],
): Promise<readonly MappedTable[]> {
  const sources: MappedTable[] = []
  for (const one of mapping.tables) {
    const raw = tables.find((table) => table.name === one.table)
    if (raw && one.kind !== 'other') sources.push(await openSource(database, raw, one))
  }
  return sources
}

async function openSource(database: Database, raw: RawTable, { kind, bindings }: TableMapping): Promise<MappedTable> {
  const bound = new Map(bindings.filter(({ role }) => Object.hasOwn(ROLES, role)).map(({ role, from }) => [role, from]))
  const tidy = await tidyColumns(database, raw, new Set([...bound.values()].flatMap(columnsOf)))
  const customer = bound.get('customer_id')
  const nobody = customer ? await nobodyIn(database, raw, customer) : []
  return {
    raw,
    kind,
    tidy,
    nobody,
    roles: [...bound.keys()],
    has: (role) => bound.has(role),
    expression: (role) => bound.get(role) ?? null,
    sql: (role) => {
      const from = bound.get(role)
      if (!from) return nullOf(roleType(role))
      const value = expressionSql(from, raw, roleType(role), tidy)
      if (role === 'customer_id' && nobody.length > 0) return somebody(value, nobody)
      const back = TAKEN_BACK.includes(role) ? bound.get('is_return') : undefined
      return back ? `(case when ${expressionSql(back, raw, 'flag', tidy)} then -abs(${value}) else ${value} end)` : value
    },
  }
}

const LONGEST_NOBODY = 40

/** Values of the customer column that name nobody, as they are written. */
async function nobodyIn(database: Database, raw: RawTable, customer: Expression): Promise<readonly string[]> {
  if (!('column' in customer) || customer.column === 'line' || columnOf(raw, customer.column).type !== 'text') return []
  const name = identifier(customer.column)
  // Materialised: the engine would look for hundreds of words in every row instead of in every different value.
  const text = `
    with names as materialized (
      select distinct trim(${name}) as value from ${identifier(raw.name)} where length(${name}) <= ${LONGEST_NOBODY}
    )
    select value from names
    where lower(value) in (${NOBODY.map((word) => literal(word)).join(', ')})
    order by value`
  return (await database.rows(query('customers that are none', text, { value: 'text' }))).map(({ value }) => value!)
}

function somebody(value: string, nobody: readonly string[]): string {
  return `case when ${value} not in (${nobody.map((word) => literal(word)).join(', ')}) then ${value} end`
}

/** What is less than nothing in a row that takes money back, whatever sign stands there. */
const TAKEN_BACK: readonly Role[] = ['revenue', 'quantity', 'margin', 'cost']

/** Text columns without blanks at either end: trimming a million texts takes longer than looking at them once. */
async function tidyColumns(database: Database, raw: RawTable, names: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const texts = raw.columns.filter(({ name, type }) => type === 'text' && names.has(name)).map(({ name }) => name)
  if (texts.length === 0) return new Set()
  const tests = texts.map((name) => `coalesce(bool_or(${blank(identifier(name))}), false) as ${identifier(name)}`)
  const columns = Object.fromEntries(texts.map((name) => [name, 'flag' as const]))
  const [row] = await database.rows(query('texts with blanks around', `select ${tests.join(', ')} from ${identifier(raw.name)}`, columns))
  return new Set(texts.filter((name) => row?.[name] === false))
}

function blank(column: string): string {
  return `${column} = '' or starts_with(${column}, ' ') or suffix(${column}, ' ')`
}

export function tableSql(source: MappedTable): string {
  return identifier(source.raw.name)
}

/** Whether a role is read without converting a text on the way, which costs more than all the rest. */
export function isReadAsItStands({ raw, tidy, nobody, expression }: MappedTable, role: Role): boolean {
  if (role === 'customer_id' && nobody.length > 0) return false
  if (roleType(role) !== 'text') return true
  return columnsOf(expression(role)!).every((name) => tidy.has(name) && columnOf(raw, name).type === 'text')
}

export function roleType(role: Role): ColumnType {
  return ROLES[role]!.type
}

const SQL_TYPES: Record<ColumnType, string> = {
  text: 'varchar',
  number: 'double',
  flag: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
}

export function nullOf(type: ColumnType): string {
  return `null::${SQL_TYPES[type]}`
}
