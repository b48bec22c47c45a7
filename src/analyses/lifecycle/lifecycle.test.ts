import { expect, test } from 'vitest'
import { openCompany, type InlineRows, type OpenCompany } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { query } from '../../engine/database'
import { withDerived } from '../../derived/session'
import { inSegment } from '../../model/runtime/clause'
import { filterBy, keepMembers } from '../../model/runtime/filter'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import { memberQuery } from '../customer-sets/customers'
import type { CustomerSet } from '../contract/definition'
import { runAnalysis, withRun, type Environment } from '../contract/run'
import { analysis as lifecycle } from './analysis'
import type { LifecyclePeriod, LifecycleResult } from './result'

type Raw = Record<string, string>

const environment = ({ engine, company }: OpenCompany): Environment => ({ engine, company, filter: null, segments: [], openRun })

async function run(open: OpenCompany, settings: Raw = {}) {
  const outcome = await runAnalysis(environment(open), lifecycle, settings)
  return { ...outcome, result: outcome.result as LifecycleResult }
}

async function countOf(open: OpenCompany, who: CustomerSet, settings: Raw = {}): Promise<number> {
  const { settings: parsed } = await run(open, settings)
  const { sql, variables } = memberQuery(environment(open), { analysis: 'lifecycle', settings: parsed, who })
  const session = withDerived(await openRun(open.engine, open.company, variables), open.company, variables)
  const [row] = await session.rows(query('count', `select count(distinct customer_id) as n from (${sql})`, { n: 'number' }))
  await session.close()
  return row!.n!
}

const order = (customer_id: string, ordered_at: string, revenue = 10) => ({ customer_id, ordered_at, revenue })
const told = ({ startedOn, new: fresh, returning, resurrecting, dormant }: LifecyclePeriod) => [
  startedOn.slice(0, 7),
  fresh,
  returning,
  resurrecting,
  dormant,
]

test('one who stays, one who pauses and comes back, one who joins late: new, returning, resurrecting and dormant by month (METHODS 2.6)', async () => {
  const open = await openCompany({
    orders: [
      ...['2024-01-05', '2024-02-05', '2024-03-05', '2024-04-30'].map((at) => order('stays', at)),
      order('pauses', '2024-01-31'),
      order('pauses', '2024-04-01'),
      order('late', '2024-03-10'),
    ],
  })
  const { result } = await run(open)
  expect(result.periods.map(told)).toEqual([
    ['2024-01', 2, 0, 0, 0],
    ['2024-02', 0, 1, 0, 1],
    ['2024-03', 1, 1, 0, 0],
    ['2024-04', 0, 1, 1, 1],
  ])
  expect(result.periods.map(({ isComplete, isFirst }) => [isComplete, isFirst])).toEqual([
    [true, true],
    [true, false],
    [true, false],
    [true, false],
  ])
})

function seededOrders(customers: number, seed: number): InlineRows {
  const next = random(seed)
  const rows: Record<string, string | number>[] = []
  for (let customer = 0; customer < customers; customer++) {
    let day = Math.floor(next() * 400)
    do {
      const at = new Date(Date.UTC(2022, 0, 1 + day)).toISOString().slice(0, 10)
      rows.push({
        customer_id: `c${customer}`,
        ordered_at: at,
        revenue: next() < 0.1 ? -5 : 10,
        channel: customer % 3 === 0 ? 'Shop' : 'Web',
      })
      day += 1 + Math.floor(next() * 100)
    } while (day < 600 && next() < 0.75)
  }
  return rows
}

test.each(['day', 'week', 'month', 'quarter', 'year'])(
  'by %s: active = new + returning + resurrecting, and active one period earlier = returning + dormant, counted anew',
  async (period) => {
    const orders = seededOrders(120, 4)
    const open = await openCompany({ orders })
    const { result } = await run(open, { period })
    const startOf = (iso: string) => {
      const date = new Date(`${iso}T00:00:00Z`)
      if (period === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
      if (period === 'month' || period === 'quarter' || period === 'year') date.setUTCDate(1)
      if (period === 'quarter') date.setUTCMonth(Math.floor(date.getUTCMonth() / 3) * 3)
      if (period === 'year') date.setUTCMonth(0)
      return date.toISOString().slice(0, 10)
    }
    const active = new Map<string, Set<string>>()
    for (const row of orders)
      if (Number(row.revenue) > 0) {
        const start = startOf(String(row.ordered_at))
        active.set(start, (active.get(start) ?? new Set()).add(String(row.customer_id)))
      }
    expect(result.periods.reduce((sum, one) => sum + one.new, 0)).toBe(new Set([...active.values()].flatMap((ids) => [...ids])).size)
    for (const [index, one] of result.periods.entries()) {
      expect(one.active).toBe(active.get(one.startedOn)?.size ?? 0)
      if (index > 0) expect(one.returning + one.dormant).toBe(result.periods[index - 1]!.active)
    }
  },
)

test('groups add up to everyone, and every set holds as many customers as its sentence says', async () => {
  const orders = seededOrders(400, 9)
  const ids = [...new Set(orders.map((row) => String(row.customer_id)))]
  const open = await openCompany({
    orders,
    customers: ids.map((customer_id, index) => ({ customer_id, town: index % 2 ? 'Cluj' : 'Iași' })),
  })
  const by = open.company.attributes.find(({ label }) => label === 'town')!.id
  const { result, findings, action } = await run(open, { by })
  for (const [index, one] of result.periods.entries())
    for (const status of ['new', 'returning', 'resurrecting', 'dormant'] as const)
      expect(result.groups.reduce((sum, { periods }) => sum + periods[index]![status], 0)).toBe(one[status])
  const sets = [...findings.flatMap(({ who }) => who ?? []), action!.who!]
  expect(sets.length).toBeGreaterThan(2)
  for (const who of sets) expect(await countOf(open, who, { by })).toBe(who.count)
})

test('the stickiness histogram counts everyone active in the periods looked back on once', async () => {
  const open = await openCompany({ orders: seededOrders(200, 6) })
  const { result } = await run(open, { window: '6' })
  const { counts, from, until, periods } = result.stickiness!
  expect(periods).toBe(6)
  const [row] = await open.engine.rows(
    query(
      'active',
      `select count(distinct customer_id) as n from orders where is_purchase and ordered_at >= '${from}' and ordered_at < '${until}'`,
      { n: 'number' },
    ),
  )
  expect(counts.reduce((sum, { customers }) => sum + customers, 0)).toBe(row!.n)
})

test('a filter does not make an open month look complete, and quiet months in between are there', async () => {
  const daily = Array.from({ length: 60 }, (_, index) => order('b', new Date(Date.UTC(2024, 2, 4 + index)).toISOString().slice(0, 10)))
  const open = await openCompany({ orders: [order('a', '2024-01-05'), order('a', '2024-04-06'), ...daily] })
  await keepMembers(open.engine, 'a', `select 'a' as customer_id`, {})
  await filterBy(open.engine, open.company, [inSegment('a')])
  const { result } = await run(open)
  expect(result.periods.map(told)).toEqual([
    ['2024-01', 1, 0, 0, 0],
    ['2024-02', 0, 0, 0, 1],
    ['2024-03', 0, 0, 0, 0],
    ['2024-04', 0, 0, 1, 0],
    ['2024-05', 0, 0, 0, 1],
  ])
  expect(result.periods.at(-1)!.isComplete).toBe(false)
})

test('events make customers active where there are no orders', async () => {
  const open = await openCompany({
    events: [
      { customer_id: 'a', happened_at: '2024-01-05', event: 'login' },
      { customer_id: 'a', happened_at: '2024-02-29', event: 'login' },
    ],
  })
  const { result } = await run(open)
  expect(result.source).toBe('events')
  expect(result.periods.map(told)).toEqual([
    ['2024-01', 1, 0, 0, 0],
    ['2024-02', 0, 1, 0, 0],
  ])
})

test('nobody, one customer and one month: no rate is claimed', async () => {
  const nobody = await run(await openCompany({ orders: [order('a', '2024-01-05', -1)] }))
  expect(nobody.result.periods).toEqual([])
  expect(nobody.findings).toEqual([])
  expect(nobody.action).toBeNull()
  const once = await run(await openCompany({ orders: [order('a', '2024-01-05')] }))
  expect(once.findings.map(({ claim }) => claim)).toEqual(['The data are too short a time for a lifecycle by month.'])
  const few = await run(await openCompany({ orders: [order('a', '2024-01-05'), order('b', '2024-02-29')] }))
  expect(few.findings[0]!.evidence).toBe('Too few for a rate.')
})

test.skipIf(!hasRetail)('Online Retail: active customers a month are those of reference.json, and the identities hold', async () => {
  const open = await openRetail('ignore')
  const { result, findings } = await run(open)
  // The diagonal sums of cohort_B_purchases_only: 885 in December 2010, 741 in January 2011, 1,664 in November 2011.
  expect(result.periods.map(({ active }) => active).slice(0, 2)).toEqual([885, 741])
  expect(result.periods.find(({ startedOn }) => startedOn === '2011-11-01')!.active).toBe(1664)
  for (const [index, one] of result.periods.entries())
    if (index > 0) expect(one.returning + one.dormant).toBe(result.periods[index - 1]!.active)
  expect(result.periods.reduce((sum, one) => sum + one.new, 0)).toBe(4338)
  expect(findings[0]!.claim).toMatch(/fall silent/)
  const tables = await withRun(environment(open), lifecycle, {}, undefined, (one) => one.tables())
  expect(Object.keys(tables.lifecycle![0]!).slice(0, 5)).toEqual(['period', 'new', 'returning', 'resurrecting', 'dormant'])
})
