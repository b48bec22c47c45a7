import { expect, test } from 'vitest'
import { openCompany, type InlineRows, type OpenCompany } from '../../test/support/open-company'
import { query, type Variables } from '../engine/database'
import { inSegment } from '../model/runtime/clause'
import { filterBy, keepMembers } from '../model/runtime/filter'
import { openRun } from '../model/runtime/session'
import { random } from '../stats/random'
import { withDerived, type Made } from './session'

/** Customers with orders on some days, several a day at times, and returns among them. */
function inventedOrders(seed: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: 400 }, () => ({
    customer_id: `c${Math.floor(40 * next() ** 2)}`,
    ordered_at: new Date(Date.UTC(2023, 0, 1) + Math.floor(500 * next()) * 86_400_000 + Math.floor(86_400 * next()) * 1000)
      .toISOString()
      .slice(0, 19),
    revenue: next() < 0.1 ? -5 : Math.ceil(100 * next()),
    channel: next() < 0.5 ? 'web' : 'shop',
  }))
}

async function numberOf(open: OpenCompany, sql: string, variables: Variables = {}, heard?: (made: Made) => void): Promise<number | null> {
  const session = await openRun(open.engine, open.company, variables)
  try {
    const inForce = { last_at: open.company.lastAt, as_of: open.company.asOf, ...variables }
    const [row] = await withDerived(session, open.company, inForce, heard).rows(
      query('number', `select (${sql})::double as n`, { n: 'number' }),
    )
    return row!.n
  } finally {
    await session.close()
  }
}

async function expectSame(open: OpenCompany, one: string, other: string, variables: Variables = {}) {
  const told = await numberOf(open, one, variables)
  expect(told, one).toBeCloseTo((await numberOf(open, other, variables))!, 6)
  expect(told, one).toBeGreaterThan(0)
}

/** What goes into a derived table comes out of it, under any filter. */
const LAWS: readonly (readonly [one: string, other: string, variables?: Variables])[] = [
  ['select sum(orders) from order_days', 'select count(*) from orders where is_purchase'],
  ['select sum(revenue) from order_days', 'select sum(revenue) from orders where is_purchase'],
  ['select sum(gap_after) from order_days', 'select sum(last_order_at::date - first_order_at::date) from customer_facts'],
  ['select sum(gap_before) from order_days', 'select sum(gap_after) from order_days'],
  ['select sum(orders) from customer_periods', 'select count(*) from orders where is_purchase'],
  ['select sum(revenue) from customer_periods', 'select sum(revenue) from orders'],
  ['select count(*) from first_orders', 'select count(*) from customer_facts where orders > 0'],
  ['select count(next_order_at) from first_orders', 'select count(*) from customer_facts where order_days > 1'],
  [
    'select sum(first_orders.revenue) from first_orders',
    'select sum(orders.revenue) from orders join customer_facts using (customer_key) where is_purchase and ordered_at::date = first_order_at::date',
  ],
  ['select count(*) from departures', 'select count(*) from customer_facts where orders > 0', { source: 'orders', gone_after: 60 }],
  [
    'select count(*) from departures where has_left',
    `select count(*) from customer_facts where getvariable('as_of')::date - last_order_at::date > 60`,
    { source: 'orders', gone_after: 60 },
  ],
]

test.each([1, 2])('what goes into a derived table comes out of it, with and without a filter (seed %i)', async (seed) => {
  const open = await openCompany({ orders: inventedOrders(seed) })
  for (const [one, other, variables] of LAWS) await expectSame(open, one, other, variables)
  await keepMembers(open.engine, 'some', `select customer_id from customers where customer_id like 'c1%'`, {})
  await filterBy(open.engine, open.company, [inSegment('some')])
  for (const [one, other, variables] of LAWS) await expectSame(open, one, other, variables)
})

test('measures of everyone add up to everyone, also by a date in the past and under a filter', async () => {
  const open = await openCompany({ orders: inventedOrders(3) })
  await keepMembers(open.engine, 'some', `select customer_id from customers where customer_id like 'c1%'`, {})
  await filterBy(open.engine, open.company, [inSegment('some')])
  for (const as_of of [open.company.asOf!, '2023-09-01'])
    await expectSame(
      open,
      'select sum(frequency) from rfm_measures',
      `select count(*) from everyones_orders where is_purchase and ordered_at < getvariable('as_of')::date`,
      { as_of },
    )
})

test('every purchase has one topic, and every day of an order has its place in the calendar', async () => {
  const orders = inventedOrders(4).map((row, index) => ({ ...row, product: `p${index % 7}`, order_id: `o${index % 150}` }))
  const open = await openCompany({ order_lines: orders })
  const variables = { taken_from: 'product' }
  await expectSame(open, 'select count(*) from order_topics', 'select count(*) from orders where is_purchase', variables)
  await expectSame(open, 'select count(distinct order_key) from order_topics', 'select count(*) from order_topics', variables)
  for (const period of ['day', 'week', 'month', 'quarter', 'year']) {
    const placed = 'select count(*) from order_days join calendar on calendar.day = order_days.day'
    await expectSame(
      open,
      `${placed} where order_days.day >= started_on and order_days.day < started_next`,
      'select count(*) from order_days',
      { period },
    )
  }
})

test('whoever reads at once makes it once; another as-of date has another; other data have none of it', async () => {
  const open = await openCompany({ orders: inventedOrders(5) })
  const heard: Made[] = []
  const read = (as_of: string) =>
    numberOf(open, 'select count(*) from departures', { source: 'orders', gone_after: 60, as_of }, (made) => heard.push(made))
  await Promise.all([read('2024-03-01'), read('2024-03-01')])
  expect(heard).toHaveLength(2)
  expect(heard[0]).toBe(heard[1])
  await read('2023-06-01')
  const tables = query('tables', `select count(*)::double as n from duckdb_tables() where schema_name = 'derived'`, { n: 'number' })
  expect(await open.engine.rows(tables)).toEqual([{ n: 2 }])
  const other = await openCompany({ orders: inventedOrders(6) })
  expect(await other.engine.rows(tables)).toEqual([{ n: 0 }])
})
