import { tableName } from '../../ingest/table-name'
import { identifier, query, type ColumnType, type Database } from '../../engine/database'
import type { RawColumn, RawTable } from '../../ingest/table'
import type { Role } from '../../model/mapping/mapping'
import { tableSql, type MappedTable } from '../../model/mapping/mapped-table'
import { plural } from '../../shared/format'
import { stepSql } from '../../steps/apply'
import type { ColumnRef } from '../../steps/column'
import type { Step } from '../../steps/definition'
import { kindOf } from '../../steps/index'
import type { RowTest } from '../../steps/row-test'
import type { Examples, Fix } from '../report'

/** What every rule may look at. */
export interface RuleContext {
  readonly database: Database
  /** The tables that are mapped as something. */
  readonly sources: readonly MappedTable[]
  readonly tables: readonly RawTable[]
  /** 'YYYY-MM-DD', as the reader's clock has it. */
  readonly today: string
  readonly currency: string | null
}

const SHOWN = 5
const MOST_COLUMNS = 8

/** Longer lists of values are no step that anybody could read. */
export const MOST_VALUES = 20_000

export function refOf({ name, header }: RawColumn): ColumnRef {
  return { name, header }
}

/** The one column that a role is, as a step names it; null where it is made of several or turned. */
export function plainColumn(source: MappedTable, role: Role): RawColumn | null {
  const from = source.expression(role)
  if (!from || !('column' in from) || Object.keys(from).length > 1) return null
  return source.raw.columns.find(({ name }) => name === from.column) ?? null
}

/** What is multiplied to a row's amount; null where it cannot be said in a step. */
export function amountColumns(source: MappedTable): readonly ColumnRef[] | null {
  const from = source.expression('revenue')
  const names = !from ? [] : 'product' in from ? from.product : Object.keys(from).length === 1 && 'column' in from ? [from.column] : []
  const columns = names.map((name) => source.raw.columns.find((column) => column.name === name))
  return columns.length > 0 && columns.every((column) => column !== undefined) ? columns.map(refOf) : null
}

/** Money without its sign, added up over rows; null where rows have no amount. */
export function moneySql(source: MappedTable): string {
  return source.has('revenue') ? `sum(abs(${source.sql('revenue')}))` : 'null::double'
}

export interface Touched {
  readonly rows: number
  readonly money: number | null
}

/** Rows of a relation, and their money. `from` has the columns of the source's table. */
export async function touched(database: Database, source: MappedTable, where: string, from = tableSql(source)): Promise<Touched> {
  const text = `select count(*) as found, ${moneySql(source)} as money from ${from} where ${where}`
  const [row] = await database.rows(query('rows that a rule touches', text, { found: 'number', money: 'number' }))
  return { rows: row!.found!, money: source.has('revenue') ? (row!.money ?? 0) : null }
}

/** The first rows that are meant; of a wide table the first columns and those that the rule speaks of. */
export async function examples(
  database: Database,
  table: RawTable,
  where: string,
  about: readonly (RawColumn | null)[] = [],
  order = 'line',
): Promise<Examples> {
  const wanted = new Set([...about.filter((column) => column !== null), ...table.columns].slice(0, MOST_COLUMNS).map(({ name }) => name))
  const columns = table.columns.filter(({ name }) => wanted.has(name))
  const cells = columns.map(({ name }) => `left(${identifier(name)}::varchar, 100) as ${identifier(name)}`)
  const text = `select line, ${cells.join(', ')} from ${identifier(table.name)} where ${where} order by ${order} limit ${SHOWN}`
  const promised: Record<string, ColumnType> = { line: 'number', ...Object.fromEntries(columns.map(({ name }) => [name, 'text'])) }
  const rows = await database.rows(query('examples', text, promised))
  return {
    headers: columns.map(({ header }) => header),
    rows: rows.map((row) => ({ line: Number(row.line), cells: columns.map(({ name }) => row[name] as string | null) })),
  }
}

export function leaveOut(table: RawTable, where: RowTest, rows: number): Fix {
  const step = { id: crypto.randomUUID(), kind: 'leave out rows', table: table.name, makes: table.name, where, group: null }
  return fixOf(`Leave out ${plural(rows, 'row')}`, [step], [table])
}

export function fixOf(label: string, steps: readonly Step[], tables: readonly RawTable[]): Fix {
  const table = (step: Step) => tables.find(({ name }) => name === step.table)!
  return {
    label,
    steps,
    words: steps.map((step) => kindOf(step)!.words(step, tableName(table(step)))),
    sql: steps.map((step) => stepSql(step, table(step)) ?? ''),
  }
}
