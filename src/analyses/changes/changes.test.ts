import { describe, expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { query } from '../../engine/database'
import { openRun } from '../../model/runtime/session'
import { quantile } from '../../stats/quantile'
import { random } from '../../stats/random'
import { selectCustomers } from '../customer-sets/customers'
import { SEGMENTS } from '../rfm/scoring'
import { withRun, type Environment } from '../contract/run'
import { analysis as segments } from '../segments/analysis'
import { analysis as changes } from './analysis'
import { splitRatio, splitSum, type Addends } from './bridge'
import { GONE, NOT_YET } from './migration'
import type { ChangesResult } from './result'

type Opened = Pick<Environment, 'engine' | 'company'>

const environmentOf = (opened: Opened): Environment => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Opened, raw: Record<string, string> = {}) {
  return withRun(environmentOf(opened), changes, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as ChangesResult, tables: await run.tables() }
  })
}

function orders(seed: number, customers = 200, each = 5): InlineRows {
  const next = random(seed)
  return Array.from({ length: customers * each }, () => ({
    customer_id: `c${Math.floor(next() ** 2 * customers)}`,
    ordered_at: new Date(Date.UTC(2022, 0, 1) + Math.floor(next() * 700) * 86_400_000).toISOString().slice(0, 10),
    revenue: Math.round((next() - 0.1) * 10_000) / 100,
  }))
}

const number = (value: unknown) => Number(value ?? 0)
const sum = (rows: readonly Readonly<Record<string, unknown>>[], key: string) => rows.reduce((total, row) => total + number(row[key]), 0)

/** Sizes of the segments as the segments page has them of a date. */
async function sizesAt(opened: Opened, at: string): Promise<Record<string, number>> {
  return withRun(environmentOf(opened), segments, { as_of: at }, undefined, async (run) => {
    const { segments: rows } = await run.tables()
    return Object.fromEntries(rows!.map((row) => [String(row.segment), number(row.customers)]))
  })
}

function sizesOf(rows: readonly Readonly<Record<string, unknown>>[], key: string): Record<string, number> {
  return Object.fromEntries(
    SEGMENTS.map((name) => [
      name,
      sum(
        rows.filter((row) => row[key] === name),
        'customers',
      ),
    ]),
  )
}

describe('bridges', () => {
  const next = random(5)
  const whole = () => Math.floor(next() * 50)
  const addends = (): Addends => {
    const one = () => ({ before: next() * 900 - 100, after: next() * 900 - 100, beforeOf: whole(), afterOf: whole() })
    return { new: one(), lost: one(), changed: one() }
  }

  test('the three parts of a sum add up to its difference, a thousand times', () => {
    for (let at = 0; at < 1000; at++) {
      const given = addends()
      const parts = splitSum(given)
      const difference = Object.values(given).reduce((total, { before, after }) => total + after - before, 0)
      expect(parts.new + parts.lost + parts.changed).toBeCloseTo(difference, 9)
    }
  })

  test('the three parts of a ratio add up to its difference, a thousand times', () => {
    for (let at = 0; at < 1000; at++) {
      const given = addends()
      const total = (key: 'before' | 'after' | 'beforeOf' | 'afterOf') => given.new[key] + given.lost[key] + given.changed[key]
      const parts = splitRatio(given)
      if (total('beforeOf') === 0 || total('afterOf') === 0) expect(parts).toBeNull()
      else
        expect(parts!.new + parts!.lost + parts!.changed).toBeCloseTo(
          total('after') / total('afterOf') - total('before') / total('beforeOf'),
          9,
        )
    }
  })

  test('Shapley by hand: 10 customers of 10 each, 5 join at 40, nobody leaves: the mean of 20 is all theirs', () => {
    const still = { before: 0, after: 0, beforeOf: 0, afterOf: 0 }
    const parts = splitRatio({
      new: { ...still, after: 200, afterOf: 5 },
      lost: still,
      changed: { before: 100, after: 100, beforeOf: 10, afterOf: 10 },
    })
    expect(parts).toEqual({ new: expect.closeTo(10, 12), lost: 0, changed: 0 })
  })

  test('Shapley by hand: new and changed share what they do together', () => {
    // 100/10 = 10 to 320/20 = 16. New first: 200/20 then 320/20: 0 and 6. Changed first: 220/10 then 320/20: 12 and −6.
    const parts = splitRatio({
      new: { before: 0, after: 100, beforeOf: 0, afterOf: 10 },
      lost: { before: 0, after: 0, beforeOf: 0, afterOf: 0 },
      changed: { before: 100, after: 220, beforeOf: 10, afterOf: 10 },
    })
    expect(parts).toEqual({ new: expect.closeTo(-3, 12), lost: 0, changed: expect.closeTo(9, 12) })
  })
})

test('METHODS 2.2: row sums are the sizes at the first date, column sums those at the second', async () => {
  const opened = await openCompany({ orders: orders(3) })
  const { tables } = await look(opened, { before: '2022-12-01', after: '2023-09-01', cuts: 'own' })
  expect(sizesOf(tables.migration!, 'segment_before')).toEqual(await sizesAt(opened, '2022-12-01'))
  expect(sizesOf(tables.migration!, 'segment_after')).toEqual(await sizesAt(opened, '2023-09-01'))
})

test('METHODS 2.2: with the same cut points the second state has the sizes of the segments page at those points', async () => {
  const opened = await openCompany({ orders: orders(4, 80, 30) })
  const { tables, result } = await look(opened, { before: '2022-12-01', after: '2023-09-01' })
  const points = (measure: string) =>
    tables.cut_points!.filter((row) => row.state === 'before' && row.measure === measure).map((row) => number(row.at_most))
  const raw = { as_of: '2023-09-01', r_cuts: points('recency').join(), f_cuts: points('frequency').join() }
  const expected = await withRun(environmentOf(opened), segments, raw, undefined, (run) => run.tables())
  expect(sizesOf(tables.migration!, 'segment_after')).toEqual(
    Object.fromEntries(SEGMENTS.map((name) => [name, number(expected.segments!.find((row) => row.segment === name)!.customers)])),
  )
  expect(result.areCutsShared).toBe(true)
})

test('METHODS 2.2: between a date and itself everybody stays, and no number changes', async () => {
  const opened = await openCompany({ orders: orders(5) })
  const { tables, result } = await look(opened, { before: '2023-03-01', after: '2023-03-01' })
  expect(tables.migration!.every((row) => row.segment_before === row.segment_after)).toBe(true)
  expect(result.migration.stability).toBe(1)
  for (const row of tables.headlines!)
    expect([row.difference, row.from_new_customers, row.from_lost_customers, row.from_changed_behaviour]).toEqual([0, 0, 0, 0])
})

test('the parts of every headline add up to its difference, whatever is compared', async () => {
  const opened = await openCompany({ orders: orders(6) })
  for (const raw of [
    {},
    { over: 'all' },
    { over: 'year', cuts: 'own' },
    { before: '2022-03-01', after: '2023-10-01' },
    { before: '2000-01-01' },
  ]) {
    const { tables } = await look(opened, raw as Record<string, string>)
    for (const row of tables.headlines!) {
      if (row.difference === null) expect(row.from_new_customers).toBeNull()
      else {
        expect(number(row.from_new_customers) + number(row.from_lost_customers) + number(row.from_changed_behaviour)).toBeCloseTo(
          number(row.difference),
          8,
        )
        expect(number(row.before) + number(row.difference)).toBeCloseTo(number(row.after), 8)
      }
    }
  }
})

test('shares in the segments add up to one in either state', async () => {
  const { tables } = await look(await openCompany({ orders: orders(7) }))
  const shares = tables.headlines!.filter(({ name }) => String(name).startsWith('Share in '))
  expect(shares).toHaveLength(10)
  expect(sum(shares, 'before')).toBeCloseTo(1, 12)
  expect(sum(shares, 'after')).toBeCloseTo(1, 12)
})

test('new, lost and returned by hand: who is counted where', async () => {
  const rows: InlineRows = [
    { customer_id: 'stays', ordered_at: '2024-02-10', revenue: 10 },
    { customer_id: 'stays', ordered_at: '2024-03-10', revenue: 30 },
    { customer_id: 'lost', ordered_at: '2024-02-11', revenue: 5 },
    { customer_id: 'new', ordered_at: '2024-03-12', revenue: 7 },
    { customer_id: 'returned', ordered_at: '2024-01-05', revenue: 100 },
    { customer_id: 'returned', ordered_at: '2024-03-20', revenue: 2 },
    { customer_id: 'later', ordered_at: '2024-04-02', revenue: 50 },
  ]
  const { tables, result, findings } = await look(await openCompany({ orders: rows }), { before: '2024-03-01', after: '2024-03-31' })
  expect(result.sides).toMatchObject({ mode: 'dates', countedDays: 30, before: { from: '2024-01-31' } })
  expect(tables.headlines!.slice(0, 5)).toMatchObject([
    { name: 'Customers', before: 3, after: 4, from_new_customers: 1, from_lost_customers: 0, from_changed_behaviour: 0 },
    { name: 'Customers with an order', before: 2, after: 3, from_new_customers: 1, from_lost_customers: -1, from_changed_behaviour: 1 },
    { name: 'Active customers', before: 3, after: 4 },
    { name: 'Orders', before: 2, after: 3, from_new_customers: 1, from_lost_customers: -1, from_changed_behaviour: 1 },
    { name: 'Revenue', before: 15, after: 39, difference: 24, from_new_customers: 7, from_lost_customers: -5, from_changed_behaviour: 22 },
  ])
  expect(findings[0]).toMatchObject({ claim: 'Revenue rose by 160.0\u202f% on the 30 days before, season included.' })
  expect(findings.map(({ claim }) => claim)).toContain('1 customer ordered before and not since.')
})

test('a change is a share of what was before, up or down', async () => {
  const twice = (before: number, after: number) =>
    openCompany({
      orders: [
        { customer_id: 'a', ordered_at: '2024-02-10', revenue: before },
        { customer_id: 'a', ordered_at: '2024-03-10', revenue: after },
      ],
    })
  const said = async (before: number, after: number) =>
    (await look(await twice(before, after), { before: '2024-03-01', after: '2024-03-31' })).findings[0]!
  expect(await said(100, 150)).toMatchObject({ claim: expect.stringMatching(/^Revenue rose by 50\.0.%/), money: 50 })
  expect(await said(150, 100)).toMatchObject({ claim: expect.stringMatching(/^Revenue fell by 33\.3.%/), money: 50 })
  expect((await said(150, 100)).evidence).toMatch(/^100 .* against 150 .*: the same customers 50 less\./)
  expect((await said(100, 100)).claim).toMatch(/^Revenue is what it was/)
})

test.each([
  ['three years', '2021-01-04', '2023-12-20', '2022-12-01', '2023-12-01', 365, 'on the year before.'],
  ['twenty months', '2022-05-02', '2023-12-20', '2022-12-01', '2023-12-01', 91, 'on the same 91 days a year before.'],
  ['thirteen months', '2022-11-02', '2023-12-20', '2022-12-01', '2023-12-01', 30, 'on the same 30 days a year before.'],
  ['seven months', '2023-05-02', '2023-12-20', '2023-09-01', '2023-12-01', 91, 'on the 91 days before, season included.'],
  ['two months', '2023-10-02', '2023-12-20', '2023-11-01', '2023-12-01', 30, 'on the 30 days before, season included.'],
] as const)(
  '%s of orders: the same season a year before where there is one, and where there is none that is said (W3)',
  async (...given) => {
    const [, first, last, before, after, countedDays, words] = given
    const days = [first, before.slice(0, 8) + '15', '2023-11-15', last, '2022-11-20']
    const rows = days
      .filter((day) => day >= first)
      .map((day, index) => ({ customer_id: `c${index}`, ordered_at: day, revenue: 10 + index }))
    const { result, findings } = await look(await openCompany({ orders: rows }))
    expect(result.sides).toMatchObject({ before: { at: before }, after: { at: after }, countedDays })
    expect(findings[0]!.claim).toMatch(new RegExp(`^Revenue .* ${words.replaceAll('.', '\\.')}$`))
  },
)

test('every finding, action and cell leads to as many customers as it says', async () => {
  const opened = await openCompany({ orders: orders(8) })
  const { findings, action, result, settings } = await look(opened, { rank: 'revenue' })
  const list = (who: NonNullable<typeof action>['who'] & object) =>
    selectCustomers(environmentOf(opened), { analysis: 'changes', settings, who }, 0, 1000)
  const sets = [...findings.map((finding) => finding.who), action?.who].filter((who) => who !== undefined)
  expect(sets.length).toBeGreaterThan(2)
  for (const who of sets) expect((await list(who)).total).toBe(who.count)
  for (const { from, to, customers } of result.migration.moves) {
    const values = { ...result.values, segments_before: [from], segments_after: [to] }
    expect((await list({ set: 'moved', values, name: 'cell', count: customers })).total).toBe(customers)
  }
})

describe('loads', () => {
  async function openLoads() {
    const opened = await openCompany({ orders: orders(9) })
    await opened.engine.execute(`
      insert into snapshots.loads values
        ('l1', '2023-11-01 10:00:00', '2023-06-01', 'march.csv', 100, 50, 300, 1000, true, false),
        ('l2', '2023-12-01 10:00:00', '2023-12-02', 'april.csv', 100, 50, 300, 1000, null, true)`)
    await opened.engine.execute(`
      insert into snapshots.customer_states
      select 'l1', customer_id, min(ordered_at), max(ordered_at), count(*), sum(revenue), 'New' from orders
      where is_purchase and ordered_at < '2023-06-01' group by customer_id
      union all
      select 'l1', 'moved away', '2022-01-01', '2022-02-01', 3, 500, 'New'`)
    return opened
  }

  test('the last two loads are compared where there are two, and who is not in the data any more is gone', async () => {
    const opened = await openLoads()
    const { result, tables, asOf } = await look(opened)
    expect(result.sides).toMatchObject({ mode: 'loads', before: { load: 'l1', at: '2023-06-01' }, after: { load: 'now', at: asOf } })
    expect(tables.headlines!.map(({ name }) => name)).not.toContain('Customers with an order')
    expect(
      sum(
        tables.migration!.filter((row) => row.segment_after === GONE),
        'customers',
      ),
    ).toBe(1)
    expect(tables.headlines!.find(({ name }) => name === 'Revenue')).toMatchObject({ from_lost_customers: -500 })
    const [facts] = await opened.engine.rows(query('facts', 'select count(*) as n from customer_facts where orders > 0', { n: 'number' }))
    expect(
      sum(
        tables.migration!.filter((row) => row.segment_after !== GONE),
        'customers',
      ),
    ).toBe(facts!.n)
    expect(tables.loads).toHaveLength(2)
  })

  test('a longer file is said to be longer, and loads are named by what is in them (W8)', async () => {
    const { findings, result } = await look(await openLoads())
    expect(findings[0]!.claim).toMatch(/^The data now hold \d.* more revenue, and \d+ days more\.$/)
    expect(result.loads.map(({ name }) => name)).toEqual(['march.csv, to 31 May 2023', 'april.csv, to 1 Dec 2023'])
  })

  test('a load can be compared with itself, and named in either place', async () => {
    const opened = await openLoads()
    const { result } = await look(opened)
    const [first, now] = result.choices.from_load!
    const back = await look(opened, { from_load: now!, to_load: first! })
    expect(back.result.sides).toMatchObject({ before: { load: 'now' }, after: { load: 'l1' } })
    expect(
      sum(
        back.tables.migration!.filter((row) => row.segment_before === NOT_YET),
        'customers',
      ),
    ).toBe(1)
    const same = await look(opened, { from_load: first!, to_load: first! })
    expect(same.result.migration.stability).toBe(1)
  })

  test('two dates of the data can be asked for all the same', async () => {
    expect((await look(await openLoads(), { compare: 'dates' })).result.sides.mode).toBe('dates')
  })
})

describe('awkward companies', () => {
  test('nobody has bought', async () => {
    const { result, findings, action } = await look(
      await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-02', revenue: -1 }] }),
    )
    expect(result.migration.moves).toEqual([])
    expect([findings, action]).toEqual([[], null])
  })

  test('one customer on one day is new', async () => {
    const { result } = await look(await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-02', revenue: 9 }] }))
    expect(result.headlines[0]).toMatchObject({ name: 'Customers', before: 0, after: 1, parts: { new: 1, lost: 0, changed: 0 } })
    expect(result.headlines.find(({ name }) => name === 'Revenue per customer')).toMatchObject({ before: null, parts: null })
  })

  test('everyone equal, and huge amounts', async () => {
    const rows = ['2024-01-05', '2024-02-05', '2024-03-05', '2024-04-05'].flatMap((day) =>
      ['a', 'b', 'c'].map((id) => ({ customer_id: id, ordered_at: day, revenue: 1e15 })),
    )
    const { result, findings } = await look(await openCompany({ orders: rows }))
    expect(result.migration.segments.filter(({ after }) => after > 0)).toHaveLength(1)
    expect(findings.every(({ evidence }) => !/NaN|undefined|Infinity/.test(evidence))).toBe(true)
  })
})

/** As told in the method, customer by customer, from the orders alone. */
function naive(rows: readonly { customer_id: string | null; ordered_at: string | null; is_purchase: boolean | null }[], at: string) {
  const bought = new Map<string, { last: string; orders: number }>()
  for (const { customer_id: id, ordered_at: when, is_purchase: isPurchase } of rows) {
    if (!isPurchase || id === null || when === null || when >= at) continue
    const known = bought.get(id)
    bought.set(id, { last: known && known.last > when ? known.last : when, orders: (known?.orders ?? 0) + 1 })
  }
  const day = 86_400_000
  return new Map(
    [...bought].map(([id, { last, orders: count }]) => [
      id,
      { recency: Math.floor((Date.parse(`${at}T00:00:00Z`) - Date.parse(`${last}Z`)) / day), orders: count },
    ]),
  )
}

const MAP = [
  ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose"],
  ['Hibernating', 'Hibernating', 'At risk', 'At risk', "Can't lose"],
  ['About to sleep', 'About to sleep', 'Need attention', 'Loyal', 'Loyal'],
  ['Promising', 'Potential loyalist', 'Potential loyalist', 'Loyal', 'Loyal'],
  ['New', 'Potential loyalist', 'Potential loyalist', 'Champions', 'Champions'],
]

/** Counted from the file's lines by a script of its own. */
const SIZES = { before: 3370, after: 4338, revenueBefore: 1857089.101, revenueAfter: 3456002.722 }

describe.skipIf(!hasRetail)('Online Retail, 10 September 2011 against 10 December 2011', () => {
  test('each cell of the migration is what a count customer by customer gives, with the same cut points and with own ones', async () => {
    const opened = await openRetail('ignore')
    const text = 'select customer_id, ordered_at, is_purchase from orders'
    const rows = await opened.engine.rows(query('orders', text, { customer_id: 'text', ordered_at: 'timestamp', is_purchase: 'flag' }))
    const [first, second] = [naive(rows, '2011-09-10'), naive(rows, '2011-12-10')]
    const cutsOf = (state: typeof first, key: 'recency' | 'orders') => {
      const sorted = [...state.values()].map((one) => one[key]).toSorted((a, b) => a - b)
      return [0.2, 0.4, 0.6, 0.8].map((share) => quantile(sorted, share))
    }
    const name = (one: { recency: number; orders: number } | undefined, r: number[], f: number[], absent: string) => {
      if (!one) return absent
      const above = (value: number, cuts: number[]) => cuts.filter((cut) => value > cut).length
      return MAP[4 - above(one.recency, r)]![above(one.orders, f)]!
    }
    for (const cuts of ['same', 'own'] as const) {
      const own = cuts === 'own' ? second : first
      const [before, after] = [first, own].map((state) => [cutsOf(state, 'recency'), cutsOf(state, 'orders')] as const)
      const expected: Record<string, number> = {}
      for (const id of new Set([...first.keys(), ...second.keys()])) {
        const from = name(first.get(id), ...before!, NOT_YET)
        const to = name(second.get(id), ...after!, GONE)
        expected[`${from} > ${to}`] = (expected[`${from} > ${to}`] ?? 0) + 1
      }
      const { tables } = await look(opened, { before: '2011-09-10', after: '2011-12-10', cuts })
      expect(Object.fromEntries(tables.migration!.map((row) => [`${row.segment_before} > ${row.segment_after}`, row.customers]))).toEqual(
        expected,
      )
    }
    expect([first.size, second.size]).toEqual([SIZES.before, SIZES.after])
  })

  test('revenue of the 91 days before either date is the sum of their orders, and its parts add up', async () => {
    const { tables } = await look(await openRetail('ignore'), { before: '2011-09-10', after: '2011-12-10' })
    const revenue = tables.headlines!.find((row) => row.name === 'Revenue')!
    expect(number(revenue.before)).toBeCloseTo(SIZES.revenueBefore, 1)
    expect(number(revenue.after)).toBeCloseTo(SIZES.revenueAfter, 1)
    const parts = number(revenue.from_new_customers) + number(revenue.from_lost_customers) + number(revenue.from_changed_behaviour)
    expect(parts).toBeCloseTo(number(revenue.difference), 4)
  })
})
