import { identifier, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { count, decimal, longDate, plural } from '../../../shared/format'
import { expressionSql } from '../../mapping/expression'
import type { Expression } from '../../mapping/mapping'

/** "23,570 customers". */
export async function customersOf(database: Database, table: RawTable, from: Expression): Promise<string> {
  const text = `select count(distinct ${expressionSql(from, table, 'text')}) as found from ${identifier(table.name)}`
  const [row] = await database.rows(query('customers under this reading', text, { found: 'number' }))
  return plural(row?.found ?? 0, 'customer')
}

/** "1 January 1997 to 30 June 1998". */
export async function datesOf(database: Database, table: RawTable, from: Expression): Promise<string | null> {
  const date = expressionSql(from, table, 'date')
  const text = `select min(${date}) as first_on, max(${date}) as last_on from ${identifier(table.name)}`
  const [row] = await database.rows(query('dates under this reading', text, { first_on: 'date', last_on: 'date' }))
  return row?.first_on && row.last_on ? `${longDate(row.first_on)} to ${longDate(row.last_on)}` : null
}

/** "2,500,316 in all". */
export async function totalOf(database: Database, table: RawTable, from: Expression): Promise<string | null> {
  const text = `select sum(${expressionSql(from, table, 'number')})::double as total from ${identifier(table.name)}`
  const [row] = await database.rows(query('amount under this reading', text, { total: 'number' }))
  if (row?.total === null || row?.total === undefined) return null
  return `${Math.abs(row.total) < 1000 ? decimal(row.total, 2) : count(row.total)} in all`
}
