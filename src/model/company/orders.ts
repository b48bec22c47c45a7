import { query, type Session } from '../../engine/database'
import { tableSql } from '../mapping/mapped-table'
import { isStated, isUsed, NO_CUSTOMER } from '../mapping/left-out'
import { valueSql, withoutCustomer, type OrderPlan, type OrderSource } from './order-plan'
import { storageChoice } from './storage-choice'
import { discountShareSql, marginSql } from '../suggest/money/margins'

/** Creates company.told_orders, company.orders_without_customer and company.told_lines: rows by the ids that files give. */
export async function buildOrders(session: Session, plan: OrderPlan, isListed: boolean): Promise<void> {
  const isAdded = plan.orders.some(({ isDirect }) => !isDirect)
  const held = isAdded ? 'table' : isJoined(plan.orders) ? holdOrders(plan.orders) : 'view'
  const numbered = await numberedFrom(session, plan.orders)
  await session.execute(`create ${held} company.told_orders as ${toldOrdersSql(plan.orders, numbered)}`)
  await session.execute(`create table company.orders_without_customer as ${ordersWithoutCustomerSql(plan.orders)}`)
  await session.execute(`create view company.told_lines as ${linesSql(plan.lines, isListed, numbered)}`)
}

function holdOrders(sources: readonly OrderSource[]): 'table' | 'view' {
  return storageChoice(
    sources.map(({ source }) => source),
    isJoined(sources),
  )
}

function isJoined(sources: readonly OrderSource[]): boolean {
  return sources.some(({ joined }) => Object.keys(joined).length > 0)
}

const EMPTY_ORDERS = `
  select null::integer as order_key, null::varchar as order_id, null::varchar as customer_id, null::timestamp as ordered_at, null::double as revenue,
    false as is_purchase, false as is_return, null::varchar as channel, null::varchar as campaign, null::varchar as country,
    null::double as discount, null::double as margin, null::bigint as line_count
  where false`

/** Where the numbers of a source's orders begin: they are its lines, one file's behind the other's, then come those that are added up. */
type NumberedFrom = (one: OrderSource | null) => number

async function numberedFrom(session: Session, sources: readonly OrderSource[]): Promise<NumberedFrom> {
  const before = new Map<OrderSource | null, number>()
  let numbered = 0
  for (const one of sources.filter(({ isDirect }) => isDirect)) {
    before.set(one, numbered)
    if (sources.length === 1) continue
    const last = query('last line', `select max(line) as line from ${tableSql(one.source)}`, { line: 'number' })
    numbered += (await session.rows(last))[0]?.line ?? 0
  }
  return (one) => before.get(one) ?? numbered
}

function toldOrdersSql(sources: readonly OrderSource[], from: NumberedFrom): string {
  const parts = sources.filter(({ isDirect }) => isDirect).map((one) => directSql(one, from(one)))
  const added = sources.filter(({ isDirect }) => !isDirect)
  if (added.length > 0) parts.push(`select (${from(null)} + row_number() over ())::integer as order_key, * from (${addedSql(added, true)})`)
  return parts.length > 0 ? parts.join('\nunion all\n') : EMPTY_ORDERS
}

/** Orders as they stand, one row each. */
function directSql(one: OrderSource, numbered: number): string {
  const value = (role: string) => valueSql(one, role)
  const { isPurchase, isReturn } = signs(one, value('revenue'))
  return `
    select
      (line + ${numbered})::integer as order_key,
      ${one.orderId} as order_id,
      ${value('customer_id')} as customer_id,
      ${value('ordered_at')} as ordered_at,
      ${value('revenue')} as revenue,
      ${isPurchase} as is_purchase,
      ${isReturn} as is_return,
      ${value('channel')} as channel,
      ${value('campaign')} as campaign,
      ${value('country')} as country,
      ${value('discount')} as discount,
      ${marginSql(one.source)} as margin,
      ${one.joined.line_count ?? '1::bigint'} as line_count
    from ${one.from}
    where ${isUsed(one.reasons)}`
}

function signs(one: OrderSource, revenue: string): { isPurchase: string; isReturn: string } {
  if (!hasAmount(one)) return { isPurchase: 'true', isReturn: 'false' }
  return { isPurchase: countsAtZero(one) ? `(${revenue} >= 0)` : `(${revenue} > 0)`, isReturn: `(${revenue} < 0)` }
}

function hasAmount(one: OrderSource): boolean {
  return one.source.has('revenue') || 'revenue' in one.joined
}

/**
 * An order listed with its own amount of 0 was placed: somebody wrote it down. Lines that add up to 0 were sent back or given away.
 * CDNOW's 80 rows of 0 dollars are orders in every published count of that file.
 */
function countsAtZero({ source }: OrderSource): boolean {
  const amount = source.expression('revenue')
  return source.kind === 'orders' && amount !== null && isStated(amount)
}

/** Lines added up to orders by order and customer, or by customer and moment where orders have no number. */
function addedSql(sources: readonly OrderSource[], known: boolean): string {
  const rows = sources.map((one) => {
    const value = (role: string) => valueSql(one, role)
    const reasons = known ? one.reasons : withoutCustomer(one.reasons)
    const customer = known ? '' : ` and ${value('customer_id')} is null`
    return `
      select ${one.orderId} as order_id, ${value('customer_id')} as customer_id, ${value('ordered_at')} as ordered_at,
        ${value('revenue')} as revenue, ${value('channel')} as channel, ${value('campaign')} as campaign, ${value('country')} as country,
        ${value('discount')} as discount, ${marginSql(one.source)} as margin,
        ${hasAmount(one)} as is_priced, ${countsAtZero(one)} as counts_at_zero
      from ${one.from}
      where ${isUsed(reasons)}${customer}`
  })
  return `
    select
      order_id,
      customer_id,
      min(ordered_at) as ordered_at,
      round(sum(revenue), 6) as revenue,
      case
        when not bool_and(is_priced) then true
        else round(sum(revenue), 6) > 0 or (bool_and(counts_at_zero) and round(sum(revenue), 6) = 0 and min(revenue) >= 0)
      end as is_purchase,
      coalesce(round(sum(revenue), 6) < 0, false) as is_return,
      any_value(channel) as channel,
      any_value(campaign) as campaign,
      any_value(country) as country,
      sum(discount) as discount,
      sum(margin) as margin,
      count(*) as line_count
    from (${rows.join('\nunion all\n')})
    group by order_id, customer_id`
}

function ordersWithoutCustomerSql(sources: readonly OrderSource[]): string {
  const nameless = sources.filter(({ reasons }) => reasons.some(({ label }) => label === NO_CUSTOMER))
  const orders = nameless.length > 0 ? addedSql(nameless, false) : EMPTY_ORDERS
  return `select order_id, ordered_at, revenue, is_purchase, is_return, channel, country, line_count from (${orders})`
}

const EMPTY_LINES = `
  select null::integer as order_key, null::varchar as order_id, null::varchar as customer_id, null::timestamp as ordered_at,
    null::varchar as product, null::varchar as category, null::double as quantity, null::double as unit_price, null::double as revenue,
    null::double as discount, null::double as margin, false as is_purchase
  where false`

/** Lines that are orders themselves have their number; the others belong to the order of their id and customer. */
function linesSql(sources: readonly OrderSource[], isListed: boolean, from: NumberedFrom): string {
  if (sources.length === 0) return EMPTY_LINES
  const parts = sources.map((one) => {
    const value = (role: string) => valueSql(one, role)
    const own = one.isDirect ? `(line + ${from(one)})::integer` : 'null::integer'
    return `
      select ${own} as order_key, ${one.orderId} as order_id, ${value('customer_id')} as customer_id, ${value('ordered_at')} as ordered_at,
        ${value('product')} as product, ${categorySql(one, isListed)} as category, ${value('quantity')} as quantity,
        ${value('unit_price')} as unit_price, ${value('revenue')} as revenue, ${discountShareSql(one.source)} as discount,
        ${marginSql(one.source)} as margin, ${one.isDirect ? signs(one, value('revenue')).isPurchase : 'null::boolean'} as is_purchase
      from ${one.from}
      where ${isUsed(one.reasons)}`
  })
  return parts.join('\nunion all\n')
}

/** A line takes from a list of products the category that it does not tell itself. */
function categorySql(one: OrderSource, isListed: boolean): string {
  const own = valueSql(one, 'category')
  if (!isListed) return own
  const product = valueSql(one, one.source.has('product_id') ? 'product_id' : 'product')
  return `coalesce(${own}, (select any_value(known.category) from company.products as known where known.product = ${product}))`
}
