import { expect, test } from 'vitest'
import { openCompany, type InlineTables } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openRun } from '../../model/runtime/session'
import type { Environment } from '../contract/run'
import { withRun } from '../contract/run'
import type { Finding, Tables } from '../contract/definition'
import { analysis as overview } from './analysis'
import type { OverviewResult } from './result'

async function look(opened: Pick<Environment, 'engine' | 'company'>, raw: Record<string, string> = {}) {
  const environment: Environment = { ...opened, filter: null, segments: [], openRun }
  return withRun(environment, overview, raw, undefined, async (run) => {
    const { result, findings, action } = run.outcome()
    return { result: result as OverviewResult, findings, action, tables: await run.tables() }
  })
}

async function lookAt(inline: InlineTables, raw: Record<string, string> = {}) {
  return look(await openCompany(inline), raw)
}

const claims = (findings: readonly Finding[]) => findings.map(({ claim }) => claim)
const names = (tables: Tables) => Object.keys(tables)

test('totals count customers with a purchase, and those without one apart', async () => {
  const { tables } = await lookAt({
    orders: [
      { customer_id: 'a', ordered_at: '2024-01-03T10:00:00', revenue: 10 },
      { customer_id: 'a', ordered_at: '2024-02-03T10:00:00', revenue: 30 },
      { customer_id: 'a', ordered_at: '2024-02-09T10:00:00', revenue: -5 },
      { customer_id: 'b', ordered_at: '2024-02-11T10:00:00', revenue: 20 },
      { customer_id: 'c', ordered_at: '2024-02-12T10:00:00', revenue: -8 },
    ],
  })
  expect(tables.totals![0]).toMatchObject({
    customers: 2,
    customers_without_purchase: 1,
    orders: 3,
    returns: 1,
    revenue_gross: 60,
    revenue_net: 55,
    first_order_at: '2024-01-03T10:00:00',
    last_order_at: '2024-02-11T10:00:00',
    rows_without_customer: 0,
  })
})

test('a month without a sale is a row of zeros, and months add up to the totals', async () => {
  const { tables } = await lookAt({
    orders: [
      { customer_id: 'a', ordered_at: '2024-01-01T10:00:00', revenue: 10 },
      { customer_id: 'a', ordered_at: '2024-03-31T10:00:00', revenue: 30 },
      { customer_id: 'b', ordered_at: '2024-03-02T10:00:00', revenue: 20 },
    ],
  })
  expect(tables.months).toMatchObject([
    { month: '2024-01', orders: 1, customers: 1, new_customers: 1, revenue: 10, is_complete: true },
    { month: '2024-02', orders: 0, customers: 0, new_customers: 0, revenue: 0, is_complete: true },
    { month: '2024-03', orders: 2, customers: 2, new_customers: 1, revenue: 50, is_complete: true },
  ])
})

test('a month that the data enter late or leave early is not complete', async () => {
  const { tables } = await lookAt({
    orders: [
      { customer_id: 'a', ordered_at: '2024-01-02T10:00:00', revenue: 10 },
      { customer_id: 'a', ordered_at: '2024-02-15T10:00:00', revenue: 10 },
      { customer_id: 'a', ordered_at: '2024-03-30T10:00:00', revenue: 30 },
    ],
  })
  expect(tables.months!.map(({ month, is_complete }) => [month, is_complete])).toEqual([
    ['2024-01', false],
    ['2024-02', true],
    ['2024-03', false],
  ])
})

test('channels share out all revenue, the rest under one name', async () => {
  const { tables } = await lookAt({
    orders: Array.from({ length: 30 }, (_, index) => ({
      customer_id: `c${index % 7}`,
      ordered_at: '2024-01-02T10:00:00',
      revenue: index + 1,
      channel: index === 29 ? null : `channel ${index}`,
    })),
  })
  const channels = tables.top!.filter(({ kind }) => kind === 'channel')
  expect(channels).toHaveLength(21)
  expect(channels[0]).toMatchObject({ name: 'Not known', revenue: 30, orders: 1, customers: 1 })
  expect(channels[20]).toMatchObject({ name: 'Other', is_rest: true, names: 10 })
  expect(channels.reduce((sum, { revenue }) => sum + Number(revenue), 0)).toBeCloseTo(465)
  expect(channels.reduce((sum, { share }) => sum + Number(share), 0)).toBeCloseTo(1)
})

test('one customer and one order are said without a rate', async () => {
  const { findings, tables, action } = await lookAt({ orders: [{ customer_id: 'a', ordered_at: '2024-01-02', revenue: 10 }] })
  expect(claims(findings)).toEqual(['1 customer brought 10.'])
  expect(tables.totals![0]).toMatchObject({ customers: 1, orders: 1, revenue_net: 10, share_of_top_tenth: null })
  expect(action!.who).toMatchObject({ set: 'orders', count: 1 })
})

test('orders that only give money back leave no customer with a purchase', async () => {
  const { findings, tables } = await lookAt({ orders: [{ customer_id: 'a', ordered_at: '2024-01-02', revenue: -10 }] })
  expect(claims(findings)).toEqual(['Nobody has bought yet.'])
  expect(tables.totals![0]).toMatchObject({ customers: 0, customers_without_purchase: 1, orders: 0, revenue_net: 0 })
  expect(tables.months).toEqual([])
})

test('customers alone are counted, with those who left and from where they left most', async () => {
  const { findings, tables } = await lookAt({
    customers: Array.from({ length: 80 }, (_, index) => ({
      customer_id: `c${index}`,
      plan: index < 40 ? 'month' : 'year',
      is_churned: index < 36 && index % 3 === 0,
      mrr: 10,
    })),
  })
  expect(claims(findings)).toEqual([
    '80 customers are in the data, without orders.',
    'One customer in seven left.',
    'Customers with the plan “month” left more often than others.',
  ])
  expect(findings[1]!.evidence).toContain('12 of 80')
  expect(findings[2]!.evidence).toMatch(/^12 of 40: 30.0.% .*, against 0.0.%/)
  expect(tables.totals![0]).toMatchObject({ customers: 80, orders: null, churned: 12 })
  expect(names(tables)).toContain('activity')
  expect(tables.top).toMatchObject([
    { kind: 'plan', name: 'month', customers: 40, share: 0.5 },
    { kind: 'plan', name: 'year', customers: 40, share: 0.5 },
  ])
})

test('events alone are counted by month', async () => {
  const { tables, findings } = await lookAt({
    events: [
      { customer_id: 'a', happened_at: '2024-01-02T10:00:00', event: 'visit' },
      { customer_id: 'a', happened_at: '2024-01-03T10:00:00', event: 'visit' },
      { customer_id: 'b', happened_at: '2024-02-03T10:00:00', event: 'visit' },
    ],
  })
  expect(tables.activity).toMatchObject([
    { kind: 'events', month: '2024-01', rows_in_month: 2, customers: 1 },
    { kind: 'events', month: '2024-02', rows_in_month: 1, customers: 1 },
  ])
  expect(findings[0]!.evidence).toContain('3 events')
})

test('a breakdown shares out customers and revenue', async () => {
  const opened = await openCompany({
    customers: [
      { customer_id: 'a', team: 'red' },
      { customer_id: 'b', team: 'blue' },
      { customer_id: 'c', team: null },
    ],
    orders: ['a', 'b', 'c'].map((customer_id, index) => ({ customer_id, ordered_at: '2024-01-02', revenue: 10 * (index + 1) })),
  })
  const team = opened.company.attributes.find(({ label }) => label === 'team')!
  const { tables } = await look(opened, { by: team.id })
  expect(tables.groups).toMatchObject([
    { value: 'Not known', customers: 1, revenue: 30 },
    { value: 'blue', customers: 1, revenue: 20 },
    { value: 'red', customers: 1, revenue: 10 },
  ])
})

test('without orders a breakdown shares out everybody, and says who left', async () => {
  const opened = await openCompany({
    customers: ['a', 'b', 'c', 'd'].map((customer_id, index) => ({
      customer_id,
      team: index < 3 ? 'red' : 'blue',
      is_churned: index === 0,
    })),
  })
  const { tables } = await look(opened, { by: opened.company.attributes.find(({ label }) => label === 'team')!.id })
  expect(tables.groups).toMatchObject([
    { value: 'red', customers: 3, churned: 1, with_outcome: 3 },
    { value: 'blue', customers: 1, churned: 0, with_outcome: 1 },
  ])
})

test.skipIf(!hasRetail)('Online Retail, returns ignored: the published totals, months and countries', async () => {
  const { tables, findings } = await look(await openRetail('ignore'))
  const [totals] = tables.totals!
  expect(totals).toMatchObject({ customers: 4338, orders: 18532, returns: 0, rows_without_customer: 135080 })
  expect(totals!.revenue_net).toBeCloseTo(8911407.9, 1)
  expect(totals!.share_of_top_tenth).toBeCloseTo(0.613751, 5)
  expect(Number(totals!.repeat_customers) / 4338).toBeCloseTo(0.655832, 6)
  const months = tables.months!.map(({ month, orders, customers, revenue, is_complete }) => [
    month,
    orders,
    customers,
    Math.round(Number(revenue) * 100) / 100,
    is_complete,
  ])
  expect(months).toEqual([
    ['2010-12', 1400, 885, 572713.89, true],
    ['2011-01', 987, 741, 569445.04, true],
    ['2011-02', 997, 758, 447137.35, true],
    ['2011-03', 1321, 974, 595500.76, true],
    ['2011-04', 1149, 856, 469200.36, true],
    ['2011-05', 1555, 1056, 678594.56, true],
    ['2011-06', 1393, 991, 661213.69, true],
    ['2011-07', 1331, 949, 600091.01, true],
    ['2011-08', 1280, 935, 645343.9, true],
    ['2011-09', 1755, 1266, 952838.38, true],
    ['2011-10', 1929, 1364, 1039318.79, true],
    ['2011-11', 2657, 1664, 1161817.38, true],
    ['2011-12', 778, 615, 518192.79, false],
  ])
  const countries = tables.top!.filter(({ kind }) => kind === 'country')
  expect(countries.slice(0, 4).map(({ name, customers, revenue }) => [name, customers, Math.round(Number(revenue) * 100) / 100])).toEqual([
    ['United Kingdom', 3920, 7308391.55],
    ['Netherlands', 9, 285446.34],
    ['EIRE', 3, 265545.9],
    ['Germany', 94, 228867.14],
  ])
  expect(claims(findings)).toContain('A tenth of the customers bring three fifths of the revenue.')
})

test.skipIf(!hasRetail)('Online Retail, returns netted: the same customers and orders, and months that add up to net revenue', async () => {
  const { tables } = await look(await openRetail('net'))
  const [totals] = tables.totals!
  expect(totals).toMatchObject({ customers: 4338, orders: 18532, returns: 3618, rows_without_customer: 135080 })
  const sum = tables.months!.reduce((total, { revenue }) => total + Number(revenue), 0)
  expect(sum).toBeCloseTo(Number(totals!.revenue_net), 4)
  expect(totals!.revenue_gross).toBeCloseTo(8911407.9, 1)
  const products = tables.top!.filter(({ kind }) => kind === 'product')
  expect(products.reduce((total, { revenue }) => total + Number(revenue), 0)).toBeCloseTo(Number(totals!.revenue_net), 3)
})

const shop = (of: (index: number) => string, orders: number) =>
  Array.from({ length: orders }, (_, index) => ({
    customer_id: of(index),
    ordered_at: new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
    revenue: 10 + (index % 7),
  }))
const till = (index: number) => (index % 5 < 3 ? 'web' : `c${index % 24}`)

test('M7: one account with half of all orders gets a word, with its share and the way to it', async () => {
  const { findings } = await lookAt({ orders: shop(till, 120) })
  const found = findings.find(({ theme }) => theme === 'one large customer')!
  expect(found.claim).toBe('One customer placed three fifths of the orders.')
  expect(found.evidence).toMatch(/^72 of 120 orders: 60.0/)
  expect(found).toMatchObject({ kind: 'warning', who: { set: 'largest', values: { largest_by: 'orders' }, count: 1 } })
})

test('M7: one customer with half of the revenue, in few orders, gets it as well; nobody does in tiny data or an even shop', async () => {
  const even = (index: number) => `c${index % 20}`
  const dear = shop(even, 80).map((order, index) => (index === 3 ? { ...order, revenue: 3000 } : order))
  const large = (await lookAt({ orders: dear })).findings.find(({ theme }) => theme === 'one large customer')!
  expect(large.claim).toBe('One customer brought three quarters of the revenue.')
  for (const orders of [shop(till, 25), shop(even, 80), shop((index) => `c${index % 2}`, 80)])
    expect((await lookAt({ orders })).findings.filter(({ theme }) => theme === 'one large customer')).toEqual([])
})
