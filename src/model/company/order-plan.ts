import { query, type Session } from '../../engine/database'
import { isFull, isUsed, NO_CUSTOMER, orderReasons, returnReasons, type Reason } from '../mapping/left-out'
import type { Mapping } from '../mapping/mapping'
import { tableSql, type MappedTable } from '../mapping/mapped-table'
import { isUnique } from '../mapping/unique'

/** An order table on its way to the canonical ones: where its rows come from, and which of them are left out why. */
export interface OrderSource {
  readonly source: MappedTable
  /** The raw table, and what it is joined with. */
  readonly from: string
  /** What stands where the raw table itself has no such role: a customer and a date found in the order. */
  readonly joined: Readonly<Record<string, string>>
  readonly reasons: readonly Reason[]
  /** Its rows are orders as they stand; otherwise they are added up. */
  readonly isDirect: boolean
  /** What names the order of a row of `from`. */
  readonly orderId: string
}

export interface OrderPlan {
  /** What makes orders. */
  readonly orders: readonly OrderSource[]
  /** What tells the products in them. */
  readonly lines: readonly OrderSource[]
}

/** What counts: returns, and the amounts of one currency. */
export type Counting = Pick<Mapping, 'returns' | 'currency'>

export async function planOrders(session: Session, sources: readonly MappedTable[], counting: Counting): Promise<OrderPlan> {
  const tables = sources.filter(({ kind }) => kind === 'orders')
  const lines = sources.filter(({ kind }) => kind === 'order_lines')
  const dependent: MappedTable[] = []
  for (const one of lines) if (await dependsOn(session, one, tables)) dependent.push(one)
  const orders: OrderSource[] = []
  const several = tables.length + lines.length - dependent.length > 1
  for (const one of tables) orders.push(await ordersOf(session, one, dependent, counting, several))
  for (const one of lines) if (!dependent.includes(one)) orders.push(await ordersOf(session, one, [], counting, several))
  const own = orders.filter(({ source }) => source.has('product') || source.has('category'))
  return { orders, lines: [...own, ...dependent.map((one) => linesOf(one, counting))] }
}

/** The value of a role in a row of `from`. */
export function valueSql({ source, joined }: OrderSource, role: string): string {
  return joined[role] ?? source.sql(role)
}

/** Lines without a customer or a date take them from their order; so do lines that repeat orders listed elsewhere. */
async function dependsOn(session: Session, lines: MappedTable, tables: readonly MappedTable[]): Promise<boolean> {
  const named = tables.filter((one) => one.has('order_id'))
  if (named.length === 0 || !lines.has('order_id')) return false
  if (!lines.has('customer_id') || !lines.has('ordered_at')) return true
  const listed = named.map((one) => `select ${one.sql('order_id')} as order_id from ${tableSql(one)}`).join(' union all ')
  const text = `
    with looked_for as (select distinct order_id from (select ${lines.sql('order_id')} as order_id from ${tableSql(lines)} limit 1000))
    select
      (select count(order_id) from looked_for) as wanted,
      (select count(distinct order_id) from (${listed}) where order_id in (select order_id from looked_for)) as found`
  const [row] = await session.rows(query('lines whose order is listed', text, { wanted: 'number', found: 'number' }))
  return row!.found! > row!.wanted! / 2
}

async function ordersOf(
  session: Session,
  source: MappedTable,
  dependent: readonly MappedTable[],
  counting: Counting,
  several: boolean,
): Promise<OrderSource> {
  const reasons = orderReasons(source, counting)
  const direct = await isDirect(session, source)
  const plain = { source, from: tableSql(source), joined: {}, reasons, isDirect: direct, orderId: orderId(source, direct, several) }
  const priced = dependent.filter((one) => one.has('revenue'))
  if (source.has('revenue') || !source.has('order_id') || priced.length === 0) return plain
  const lines = priced.map(
    (one) =>
      `select ${one.sql('order_id')} as sum_id, ${one.sql('revenue')} as amount from ${tableSql(one)} where ${isUsed(returnReasons(one, counting.returns))}`,
  )
  const sums = `select sum_id, round(sum(amount), 6) as sum_revenue, count(*) as sum_lines from (${lines.join(' union all ')}) group by sum_id`
  return {
    ...plain,
    from: `${tableSql(source)} left join (${sums}) as sums on sum_id = ${source.sql('order_id')}`,
    joined: { revenue: 'sum_revenue', line_count: 'sum_lines' },
    reasons: [...reasons, { label: 'No line with an amount', sql: '(sum_revenue is null)' }],
  }
}

function linesOf(source: MappedTable, { returns }: Counting): OrderSource {
  const id = source.sql('order_id')
  return {
    source,
    from: `${tableSql(source)} left join company.told_orders as listed on listed.order_id = ${id}`,
    joined: { customer_id: 'listed.customer_id', ordered_at: 'listed.ordered_at' },
    reasons: [{ label: 'No order that is used', sql: '(listed.order_id is null)' }, ...returnReasons(source, returns)],
    isDirect: false,
    orderId: 'listed.order_id',
  }
}

/** A row without an order number is known by its line in the file; lines without one belong to their customer's order of that moment. */
function orderId(source: MappedTable, isDirect: boolean, several: boolean): string {
  const line = several ? `'${source.raw.name}:' || line::varchar` : 'line::varchar'
  const moment = `${source.sql('customer_id')} || ' ' || strftime(${source.sql('ordered_at')}, '%Y-%m-%dT%H:%M:%S')`
  const own = isDirect ? line : `coalesce(${moment}, ${line})`
  if (!source.has('order_id')) return own
  return isFull(source, 'order_id') ? source.sql('order_id') : `coalesce(${source.sql('order_id')}, ${own})`
}

async function isDirect(session: Session, source: MappedTable): Promise<boolean> {
  // An order that stands by itself is numbered by its line, which rows made out of one line share.
  if (source.raw.format === 'reshaped') return false
  if (!source.has('order_id')) return source.kind === 'orders' || !(source.has('product') || source.has('category'))
  if (source.kind !== 'orders') return false
  return isUnique(session, tableSql(source), source.sql('order_id'), [source.sql('customer_id')], source.raw.rowsKept)
}

export function withoutCustomer(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ label }) => label !== NO_CUSTOMER)
}
