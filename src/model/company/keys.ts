import type { Session } from '../../engine/database'
import { CANONICAL } from './canonical'
import { isUsed } from '../mapping/left-out'
import { nullOf, tableSql, type MappedTable } from '../mapping/mapped-table'
import { marginSql } from '../suggest/money/margins'
import { withoutCustomer, type OrderPlan, type OrderSource } from './order-plan'

/** Creates company.customer_keys: everyone known anywhere, numbered from 0 without a gap. Joining and grouping by a number is cheap. */
export async function keyCustomers(session: Session, sources: readonly MappedTable[], plan: OrderPlan): Promise<void> {
  const orders = plan.orders.filter(({ source }) => source.has('customer_id') && source.has('ordered_at'))
  const others = sources.filter(({ kind }) => kind !== 'orders' && kind !== 'order_lines').filter((one) => one.has('customer_id'))
  // Order tables are met through what was made of them, and through the rows of theirs that were left out.
  const ids = [
    'select distinct customer_id from company.told_orders',
    ...orders.flatMap((one) =>
      leftOut(one) ? [`select distinct ${one.source.sql('customer_id')} from ${one.from} where ${leftOut(one)}`] : [],
    ),
    ...others.map((one) => `select distinct ${one.sql('customer_id')} from ${tableSql(one)}`),
  ]
  await session.execute(`
    create table company.customer_keys as
    select (row_number() over () - 1)::integer as customer_key, customer_id
    from (${ids.join(' union ')})
    where customer_id is not null`)
}

/** Rows of a known customer that were left out for another reason; null when there can be none. */
export function leftOut({ source, reasons }: OrderSource): string | null {
  const others = withoutCustomer(reasons).filter(({ isNobody }) => !isNobody)
  const nobody = reasons.filter(({ isNobody }) => isNobody)
  if (others.length === 0) return null
  return `(${others.map(({ sql }) => sql).join(' or ')}) and ${source.sql('customer_id')} is not null and ${isUsed(nobody)}`
}

/** Columns of orders that few files fill: only those are kept in memory that some file does. */
const SOME_TELL = {
  channel: 'varchar',
  campaign: 'varchar',
  country: 'varchar',
  discount: 'double',
  margin: 'double',
  line_count: 'bigint',
}

/**
 * Creates company.keyed_orders, whose rows name customers by number, and over it the canonical company.orders. Texts of ids are
 * kept once: what orders are called stays where the file put it.
 */
export async function keyOrders(session: Session, plan: OrderPlan): Promise<void> {
  const isTold = (role: string) => plan.orders.some((one) => tells(one, role))
  const told = Object.keys(SOME_TELL).filter(isTold)
  const untold = Object.entries(SOME_TELL).filter(([role]) => !isTold(role))
  await session.execute(`
    create table company.keyed_orders as
    select ${['order_key', 'customer_key', 'ordered_at', 'revenue', 'is_purchase', 'is_return', ...told].join(', ')}
    from company.told_orders as told
    join company.customer_keys as keys on keys.customer_id = told.customer_id`)
  const constants = Object.fromEntries(untold.map(([role, type]) => [role, `${role === 'line_count' ? '1' : 'null'}::${type} as ${role}`]))
  const columns = Object.keys(CANONICAL.orders).map((name) => constants[name] ?? QUALIFIED[name] ?? name)
  await session.execute(`
    create view company.orders as
    select ${columns.join(', ')}
    from company.keyed_orders
    join company.customer_keys as keys on keys.customer_key = keyed_orders.customer_key`)
  await session.execute('create view company.order_ids as select order_key, order_id from company.told_orders')
}

/** Creates company.product_keys and company.keyed_lines, and over them the canonical company.order_lines. */
export async function keyLines(session: Session, { orders, lines }: OrderPlan): Promise<void> {
  await session.execute(`
    create table company.product_keys as
    select (row_number() over () - 1)::integer as product_key, product
    from (select distinct product from company.told_lines where product is not null)`)
  const areOrders = lines.every(({ isDirect }) => isDirect)
  // An order told by several files is one.
  const told =
    orders.length > 1
      ? '(select order_id, customer_id, min(order_key) as order_key, bool_and(is_purchase) as is_purchase from company.told_orders group by all)'
      : 'company.told_orders'
  await session.execute(`
    create table company.keyed_lines as
    select
      ${areOrders ? 'lines.order_key' : 'coalesce(lines.order_key, told.order_key) as order_key'},
      keys.customer_key,
      lines.ordered_at,
      products.product_key,
      lines.category,
      lines.quantity,
      lines.unit_price,
      lines.revenue,
      lines.discount,
      lines.margin,
      ${areOrders ? 'lines.is_purchase' : 'coalesce(lines.is_purchase, told.is_purchase, true) as is_purchase'}
    from company.told_lines as lines
    join company.customer_keys as keys on keys.customer_id = lines.customer_id
    left join company.product_keys as products on products.product = lines.product
    ${areOrders ? '' : `left join ${told} as told on told.order_id = lines.order_id and told.customer_id = lines.customer_id`}`)
  const columns = Object.keys(CANONICAL.order_lines).map((name) => QUALIFIED[name] ?? name)
  await session.execute(`
    create view company.order_lines as
    select ${columns.join(', ')}
    from company.keyed_lines
    join company.customer_keys as keys on keys.customer_key = keyed_lines.customer_key
    left join company.product_keys as products on products.product_key = keyed_lines.product_key`)
}

const QUALIFIED: Readonly<Record<string, string>> = { customer_key: 'keys.customer_key', product_key: 'products.product_key' }

function tells({ source, joined, isDirect }: OrderSource, role: string): boolean {
  if (role === 'line_count') return !isDirect || role in joined
  return role === 'margin' ? marginSql(source) !== nullOf('number') : source.has(role)
}
