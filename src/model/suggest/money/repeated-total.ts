import { identifier, query, type Database } from '../../../engine/database'
import type { RawColumn, RawTable } from '../../../ingest/table'
import { says } from '../../words/amount-words'
import { expressionSql } from '../../mapping/expression'
import type { KindGuess } from '../kind-guess'

/** A million rows show the habit of a table. */
const ENOUGH_ROWS = 1_000_000
/** As many orders of several lines, with as many different amounts, show it without a word in the header. */
const ENOUGH_ORDERS = 10
const ENOUGH_AMOUNTS = 4
/** Exports sort a few orders apart, and typists slip. */
const CONSTANT = 0.98

/**
 * Whether an amount is what the whole order came to, written on each of its lines: it is the same throughout every order of several
 * lines. 'plain' where the header says so too, or many orders do.
 */
export async function isRepeatedTotal(
  database: Database,
  table: RawTable,
  order: RawColumn,
  column: string,
  { roles }: KindGuess,
): Promise<'plain' | 'likely' | null> {
  if (order.distinct > order.filled * 0.98) return null
  const product = roles.get('product')?.evidence.column.name
  const id = expressionSql({ column: order.name }, table, 'text')
  const amount = expressionSql({ column }, table, 'number')
  const text = `
    with
    orders as (
      select count(${amount}) as lines, min(${amount}) as least, max(${amount}) as most,
        ${product ? `count(distinct ${identifier(product)})` : '2'} as products
      from (select * from ${identifier(table.name)} limit ${ENOUGH_ROWS}) as ${identifier(table.name)}
      where ${id} is not null group by ${id}
    )
    select count(*) as several, count(*) filter (least = most) as constant, count(distinct least) as amounts
    from orders where lines > 1 and products > 1`
  const [row] = await database.rows(query('amounts within orders', text, { several: 'number', constant: 'number', amounts: 'number' }))
  const { several, constant, amounts } = row!
  if (!several || constant! < several * CONSTANT) return null
  const isNamed = says(table.columns.find(({ name }) => name === column)!.header, 'order')
  if (isNamed && several > 1 && amounts! > 1) return 'plain'
  if (several >= ENOUGH_ORDERS && amounts! >= ENOUGH_AMOUNTS) return product ? 'plain' : 'likely'
  return several > 2 && amounts! > 1 && product ? 'likely' : null
}
