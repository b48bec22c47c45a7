import { identifier, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { expressionSql, YES } from '../../mapping/expression'
import type { Expression, Role } from '../../mapping/mapping'
import type { Candidate, KindGuess } from '../kind-guess'
import { saysReturn } from '../../words/state-words'

/** What shows that a row takes money back. */
export type TakenBack = 'negative' | 'same order' | 'same sale' | 'alone'

/**
 * What speaks for rows that take money back, by state: their amounts are negative already, they name the order of a sale,
 * or most equal an earlier sale to the same customer; 'alone' where nothing does.
 */
export async function takenBack(
  database: Database,
  table: RawTable,
  { roles }: KindGuess,
  column: string,
  states: readonly string[],
  amount: Expression | null,
): Promise<ReadonlyMap<string, TakenBack>> {
  const name = (role: Role) => roles.get(role)?.evidence.column.name
  const customer = name('customer_id')
  const order = name('order_id')
  const date = name('ordered_at')
  if (!amount || !customer) return new Map(states.map((state) => [state, 'alone']))
  const text = (of: string) => expressionSql({ column: of }, table, 'text')
  const list = expressionSql({ column, isOneOf: states }, table, 'flag')
  const sql = `
    with
    moved as (
      select ${text(column)} as state, coalesce(${list}, false) as is_back, ${text(customer)} as customer,
        ${order ? text(order) : 'null::varchar'} as order_id, ${date ? expressionSql({ column: date }, table, 'timestamp') : 'null::timestamp'} as moment,
        ${expressionSql(amount, table, 'number')} as amount
      from ${identifier(table.name)}
    ),
    back as (select * from moved where is_back limit 5000),
    sales as (
      select customer, round(abs(amount), 2) as size, min(moment) as moment from moved
      where not is_back and customer in (select customer from back) group by all
    ),
    orders as (select distinct order_id from moved where not is_back and state is not null and order_id in (select order_id from back))
    select
      back.state as state,
      count(*) as found,
      count(*) filter (back.amount < 0) as negative,
      count(orders.order_id) as same_order,
      count(sales.size) as same_sale
    from back
    left join orders on orders.order_id = back.order_id
    left join sales on sales.customer = back.customer and sales.size = round(abs(back.amount), 2)
      and (sales.moment <= back.moment or sales.moment is null)
    group by back.state`
  const rows = await database.rows(
    query('rows that take money back', sql, {
      state: 'text',
      found: 'number',
      negative: 'number',
      same_order: 'number',
      same_sale: 'number',
    }),
  )
  return new Map(
    rows.map(({ state, found, negative, same_order, same_sale }) => {
      const half = found! / 2
      return [state!, negative! > half ? 'negative' : same_order! > half ? 'same order' : same_sale! >= half ? 'same sale' : 'alone']
    }),
  )
}

/** Whether a yes-or-no column marks rows that take money back, not orders that came to nothing: by its name, and by those rows. */
export async function isOfReturns(
  database: Database,
  table: RawTable,
  reading: KindGuess,
  { evidence }: Candidate,
  amount: Expression | null,
): Promise<boolean> {
  const { column } = evidence
  if (!saysReturn(column.header) || !amount) return false
  const how = await takenBack(database, table, reading, column.name, YES, amount)
  return [...how.values()].some((one) => one !== 'alone')
}
