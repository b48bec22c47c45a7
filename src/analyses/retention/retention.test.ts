import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
import { analysis as retention } from './analysis'
import type { RetentionSettings } from './options'
import type { RetentionResult } from './result'
import { joinedIn, missedAt, returnedAt } from './sets'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const CDNOW = join(DATA, 'orders/CDNOW_master.txt')
const reference = existsSync(DATA) ? JSON.parse(readFileSync(join(DATA, 'reference.json'), 'utf8')) : null

type Raw = Record<string, string>
type CellRow = {
  group?: string
  cohort: string
  period: number
  size: number
  retained: number
  share: number
  revenue: number
  is_complete: boolean
}

const environment = ({ engine, company }: OpenCompany): Environment => ({ engine, company, filter: null, segments: [], openRun })

async function run(open: OpenCompany, settings: Raw = {}) {
  const outcome = await runAnalysis(environment(open), retention, settings)
  return { ...outcome, result: outcome.result as RetentionResult }
}

async function cellsOf(open: OpenCompany, settings: Raw = {}): Promise<CellRow[]> {
  const tables = await withRun(environment(open), retention, settings, undefined, (one) => one.tables())
  return tables.cells as unknown as CellRow[]
}

function byCohort(cells: readonly CellRow[], of: (cell: CellRow) => number = ({ retained }) => retained) {
  const table: Record<string, number[]> = {}
  for (const cell of cells) (table[cell.cohort] ??= [])[cell.period] = of(cell)
  return table
}

async function countOf(open: OpenCompany, who: CustomerSet, settings: Raw = {}): Promise<number> {
  const { settings: parsed } = await run(open, settings)
  const { sql, variables } = memberQuery(environment(open), { analysis: 'retention', settings: parsed, who })
  const session = withDerived(await openRun(open.engine, open.company, variables), open.company, variables)
  const [row] = await session.rows(query('count', `select count(distinct customer_id) as n from (${sql})`, { n: 'number' }))
  await session.close()
  return row!.n!
}

const order = (customer_id: string, ordered_at: string, revenue = 10) => ({ customer_id, ordered_at, revenue })

/** METHODS 2.3: one returns on day 1, one on day 5, one never; a fourth keeps the days open without joining their cohort. */
const THREE: InlineRows = [
  order('one', '2024-01-01'),
  order('one', '2024-01-02'),
  order('five', '2024-01-01'),
  order('five', '2024-01-06'),
  order('never', '2024-01-01'),
  order('later', '2024-01-07'),
]

test('returns on day 1, on day 5 and never (PostHog #13748): bounded ⅓, 0, 0, 0, ⅓, 0', async () => {
  const cells = await cellsOf(await openCompany({ orders: THREE }), { period: 'day' })
  expect(byCohort(cells, ({ share }) => share)['2024-01-01']).toEqual([1, 1 / 3, 0, 0, 0, 1 / 3, 0])
})

test('returns on day 1, on day 5 and never (PostHog #13748): unbounded ⅔, ⅓, ⅓, ⅓, ⅓, 0', async () => {
  const cells = await cellsOf(await openCompany({ orders: THREE }), { period: 'day', mode: 'unbounded' })
  expect(byCohort(cells, ({ share }) => share)['2024-01-01']).toEqual([1, 2 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 0])
})

test('a month is complete when it is over for the whole cohort, and the last day with an order is a whole day', async () => {
  const open = await openCompany({ orders: [order('a', '2024-01-31'), order('b', '2024-02-10'), order('a', '2024-03-31')] })
  const complete = (cells: readonly CellRow[]) => cells.map(({ cohort, period, is_complete }) => [cohort, period, is_complete])
  expect(complete(await cellsOf(open))).toEqual([
    ['2024-01', 0, true],
    ['2024-01', 1, true],
    ['2024-01', 2, true],
    ['2024-02', 0, true],
    ['2024-02', 1, true],
  ])
  // Rolling: whoever joined on 31 January has had 60 days by 31 March, whoever joined on 29 February has not.
  const rolling = complete(await cellsOf(open, { counted: 'rolling' }))
  expect(rolling.filter(([, , is]) => is)).toEqual([
    ['2024-01', 0, true],
    ['2024-01', 1, true],
    ['2024-02', 0, true],
  ])
})

test('31 January and 1 February are two calendar months and one rolling month', async () => {
  const open = await openCompany({ orders: [order('a', '2024-01-31'), order('a', '2024-02-01'), order('b', '2024-04-30')] })
  expect(byCohort(await cellsOf(open))['2024-01']).toEqual([1, 1, 0, 0])
  expect(byCohort(await cellsOf(open, { counted: 'rolling' }))['2024-01']).toEqual([1, 0, 0, 0, 0])
})

test('weeks begin on Monday; quarters and years are keyed by their first day', async () => {
  const open = await openCompany({
    orders: [order('a', '2024-01-07'), order('a', '2024-01-08'), order('b', '2024-05-20'), order('b', '2025-01-01')],
  })
  const keys = async (period: string) => [...new Set((await cellsOf(open, { period })).map(({ cohort }) => cohort))]
  expect(byCohort(await cellsOf(open, { period: 'week' }))['2024-01-01']!.slice(0, 2)).toEqual([1, 1])
  expect(await keys('quarter')).toEqual(['2024-01-01', '2024-04-01'])
  expect(await keys('year')).toEqual(['2024-01-01'])
})

test('a cohort is made by a purchase: a return is neither a start nor coming back, and revenue adds up to the customers’ own', async () => {
  const open = await openCompany({
    orders: [
      order('a', '2024-01-05', -4),
      order('a', '2024-02-05', 20),
      order('a', '2024-03-05', -5),
      order('b', '2024-01-10', 7),
      order('c', '2024-01-11', -3),
    ],
  })
  const cells = await cellsOf(open)
  expect(byCohort(cells)).toEqual({ '2024-01': [1, 0, 0], '2024-02': [1, 0] })
  expect(byCohort(cells, ({ revenue }) => revenue)).toEqual({ '2024-01': [7, 0, 0], '2024-02': [16, -5] })
})

test('revenue of a period is shared by the revenue of the first, with an interval', async () => {
  const orders = Array.from({ length: 40 }, (_, index) => [
    order(`c${index}`, '2024-01-02', 10 + index),
    order(`c${index}`, '2024-02-02', 5),
  ]).flat()
  const { result, findings } = await run(await openCompany({ orders: [...orders, order('x', '2024-02-29')] }), { of: 'revenue' })
  const first = result.pooled[0]!
  expect(first.share).toBeCloseTo(200 / (400 + 780), 12)
  expect(first.low).toBeLessThan(first.share!)
  expect(first.high).toBeGreaterThan(first.share!)
  expect(findings[0]!.claim).toBe('Customers bring a sixth of their first revenue in the next month.')
})

function seededOrders(customers: number, seed: number): InlineRows {
  const next = random(seed)
  const rows: Record<string, string | number>[] = []
  for (let customer = 0; customer < customers; customer++) {
    let day = Math.floor(next() * 500)
    do {
      const at = new Date(Date.UTC(2022, 0, 1 + day, 12)).toISOString().slice(0, 19)
      rows.push({ customer_id: `c${customer}`, ordered_at: at, revenue: Math.round(next() * 1000) / 10 - (next() < 0.1 ? 120 : 0) })
      day += 1 + Math.floor(next() * 120)
    } while (day < 730 && next() < 0.7)
  }
  return rows
}

test.each(['day', 'week', 'month', 'quarter', 'year'])(
  'by %s: sizes add up to the customers, unbounded never rises, is never under bounded and ends with it',
  async (period) => {
    const open = await openCompany({ orders: seededOrders(60, 3) })
    const { result } = await run(open)
    for (const counted of ['calendar', 'rolling']) {
      const bounded = byCohort(await cellsOf(open, { period, counted }))
      const unbounded = byCohort(await cellsOf(open, { period, counted, mode: 'unbounded' }))
      const sizes = Object.values(bounded).map((row) => row[0]!)
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(result.customers)
      for (const [cohort, row] of Object.entries(unbounded)) {
        expect(row[0]).toBe(bounded[cohort]![0])
        expect(row.at(-1)).toBe(bounded[cohort]!.at(-1))
        for (const [index, retained] of row.entries()) {
          expect(retained).toBeGreaterThanOrEqual(bounded[cohort]![index]!)
          if (index > 0) expect(retained).toBeLessThanOrEqual(row[index - 1]!)
        }
      }
    }
  },
)

/** The months of their own in which each customer came back, counted anew from the orders. */
function monthsBack(orders: InlineRows): Map<string, { cohort: number; months: Set<number> }> {
  const monthOf = (row: InlineRows[number]) =>
    Number(String(row.ordered_at).slice(0, 4)) * 12 + Number(String(row.ordered_at).slice(5, 7)) - 1
  const found = new Map<string, { cohort: number; months: Set<number> }>()
  const purchases = orders.filter((row) => Number(row.revenue) > 0)
  for (const row of purchases) {
    const id = String(row.customer_id)
    const own = found.get(id) ?? { cohort: Infinity, months: new Set() }
    own.cohort = Math.min(own.cohort, monthOf(row))
    found.set(id, own)
  }
  for (const row of purchases) found.get(String(row.customer_id))!.months.add(monthOf(row) - found.get(String(row.customer_id))!.cohort)
  return found
}

const keyOf = (cohort: number) => `${Math.floor(cohort / 12)}-${String((cohort % 12) + 1).padStart(2, '0')}`

test('streak: a return in every period from the first to k (METHODS 2.3), counted anew', async () => {
  const orders = seededOrders(150, 21)
  const people = [...monthsBack(orders).values()]
  const cells = await cellsOf(await openCompany({ orders }), { mode: 'streak' })
  expect(cells.some(({ period, retained }) => period > 1 && retained > 0)).toBe(true)
  for (const { cohort, period, retained, size } of cells) {
    const own = people.filter((one) => keyOf(one.cohort) === cohort)
    const unbroken = own.filter(({ months }) => Array.from({ length: period }, (_, index) => index + 1).every((month) => months.has(month)))
    expect([size, retained]).toEqual([own.length, unbroken.length])
  }
})

test('bracket: a return in [k1, k2] (METHODS 2.3), counted anew; complete when k2 is', async () => {
  const orders = seededOrders(150, 22)
  const people = [...monthsBack(orders).values()]
  const open = await openCompany({ orders })
  const plain = await cellsOf(open)
  const cells = await cellsOf(open, { mode: 'bracket', brackets: '1,3,6' })
  const spans = [
    [0, 0],
    [1, 1],
    [2, 3],
    [4, 6],
  ] as const
  expect(Math.max(...cells.map(({ period }) => period))).toBe(3)
  for (const { cohort, period, retained, is_complete } of cells) {
    const [from, to] = spans[period]!
    const own = people.filter((one) => keyOf(one.cohort) === cohort)
    expect(retained).toBe(own.filter(({ months }) => [...months].some((month) => month >= from && month <= to)).length)
    expect(is_complete).toBe(plain.some((cell) => cell.cohort === cohort && cell.period === to && cell.is_complete))
  }
})

test('brackets of one period each are the bounded cells, and a streak of one period is coming back in it', async () => {
  const open = await openCompany({ orders: seededOrders(150, 23) })
  const bounded = byCohort(await cellsOf(open))
  const brackets = byCohort(await cellsOf(open, { mode: 'bracket', brackets: '1,2,3,4' }))
  const streak = byCohort(await cellsOf(open, { mode: 'streak' }))
  for (const [cohort, row] of Object.entries(bounded)) {
    expect(brackets[cohort]).toEqual(row.slice(0, 5))
    expect(streak[cohort]!.slice(0, 2)).toEqual(row.slice(0, 2))
  }
})

test('revenue of all cells is the revenue of all customers with a purchase', async () => {
  const open = await openCompany({ orders: seededOrders(300, 5) })
  const [facts] = await open.engine.rows(
    query('facts', 'select sum(revenue) as revenue from customer_facts where orders > 0', { revenue: 'number' }),
  )
  const cells = await cellsOf(open, { period: 'week' })
  expect(cells.reduce((sum, { revenue }) => sum + revenue, 0)).toBeCloseTo(facts!.revenue!, 6)
})

test('broken down, every cohort’s groups add up to the cohort, and rare values are one group', async () => {
  const orders = seededOrders(400, 8)
  const ids = [...new Set(orders.map((row) => row.customer_id as string))]
  const customers = ids.map((customer_id, index) => ({
    customer_id,
    town: index % 3 === 0 ? `town ${index}` : index % 3 === 1 ? 'Cluj' : 'Iași',
  }))
  const open = await openCompany({ customers, orders })
  const by = open.company.attributes.find(({ label }) => label === 'town')!.id
  const parts = await cellsOf(open, { by })
  const whole = await cellsOf(open)
  expect(Object.keys(parts[0]!)[0]).toBe('group')
  expect(new Set(parts.map(({ group }) => group)).size).toBe(13)
  const sums = new Map<string, number>()
  for (const { cohort, period, retained } of parts) sums.set(`${cohort} ${period}`, (sums.get(`${cohort} ${period}`) ?? 0) + retained)
  expect(whole.map(({ cohort, period }) => sums.get(`${cohort} ${period}`))).toEqual(whole.map(({ retained }) => retained))
  const { result } = await run(open, { by })
  expect(result.groups[0]!.name).toMatch(/Cluj|Iași/)
  expect(result.groups.at(-1)!.isRest).toBe(true)
})

test('every set holds as many customers as its sentence says', async () => {
  const open = await openCompany({ orders: seededOrders(600, 11) })
  const modes = [{}, { mode: 'unbounded' }, { mode: 'streak' }, { mode: 'bracket' }, { counted: 'rolling' }, { period: 'quarter' }]
  for (const settings of modes as Raw[]) {
    const { findings, action } = await run(open, settings)
    const sets = [...findings.flatMap(({ who }) => who ?? []), ...(action?.who ? [action.who] : [])]
    expect(sets.length).toBeGreaterThan(0)
    for (const who of sets) expect(await countOf(open, who, settings)).toBe(who.count)
  }
})

test('a cohort is made of those who came back in a period and those who did not', async () => {
  const open = await openCompany({ orders: seededOrders(200, 12) })
  for (const mode of ['bounded', 'unbounded', 'streak', 'bracket']) {
    const { result, settings: parsed } = await run(open, { mode })
    const settings = parsed as RetentionSettings
    for (const { cohort, period, size, retained } of result.cells.filter(({ period }) => period > 0 && period < 3).slice(0, 4)) {
      const range = { from: cohort, to: cohort }
      expect(await countOf(open, returnedAt(range, period, settings, '', 0), { mode })).toBe(retained)
      expect(await countOf(open, missedAt(range, period, settings, '', 0), { mode })).toBe(size - retained)
      expect(await countOf(open, joinedIn(cohort, settings, 0), { mode })).toBe(size)
    }
  }
})

test('a filter does not move the end of the data: open periods stay open', async () => {
  const open = await openCompany({ orders: [order('a', '2024-01-05'), order('b', '2024-01-06'), order('b', '2024-03-20')] })
  await keepMembers(open.engine, 'a', `select 'a' as customer_id`, {})
  await filterBy(open.engine, open.company, [inSegment('a')])
  const cells = await cellsOf(open)
  expect(cells.map(({ period, retained, is_complete }) => [period, retained, is_complete])).toEqual([
    [0, 1, true],
    [1, 0, true],
    [2, 0, false],
  ])
})

test('nobody with a purchase: no cells, no sentence, no action', async () => {
  const { result, findings, action } = await run(await openCompany({ orders: [order('a', '2024-01-05', -4)] }))
  expect(result.customers).toBe(0)
  expect(result.cells).toEqual([])
  expect(findings).toEqual([])
  expect(action).toBeNull()
})

test('one customer, or all on one day: the page says that the time is too short, and gives no rate', async () => {
  for (const orders of [[order('a', '2024-01-05')], [order('a', '2024-01-05'), order('b', '2024-01-05'), order('b', '2024-01-05')]]) {
    const { result, findings } = await run(await openCompany({ orders }))
    expect(result.cells.map(({ period, share }) => [period, share])).toEqual([[0, 1]])
    expect(findings).toHaveLength(1)
    expect(findings[0]!.claim).toBe('The orders are too short a time for retention by month.')
    expect(findings[0]!.evidence).toMatch(/no cohort has been observed for a whole second month/)
  }
})

test('fewer than thirty customers are counted', async () => {
  const { findings } = await run(
    await openCompany({ orders: [order('a', '2024-01-05'), order('b', '2024-01-05'), order('a', '2024-02-29')] }),
  )
  expect(findings.map(({ claim, evidence }) => `${claim} ${evidence}`)).toEqual(['1 of 2 came back in the next month. Too few for a rate.'])
})

test('a hundred thousand cells are exported and few are drawn: days over two years', async () => {
  const orders = Array.from({ length: 500 }, (_, day) => order(`c${day}`, new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10)))
  const open = await openCompany({ orders })
  const { result } = await run(open, { period: 'day' })
  expect(result.cohorts).toBe(500)
  expect(new Set(result.cells.map(({ cohort }) => cohort)).size).toBe(120)
  expect(await cellsOf(open, { period: 'day' })).toHaveLength((500 * 501) / 2)
})

test.skipIf(!hasRetail)('Online Retail, returns ignored: every cell of reference.json cohort_B_purchases_only', async () => {
  const open = await openRetail('ignore')
  const expected = reference.online_retail.cohort_B_purchases_only
  const cells = await cellsOf(open)
  expect(byCohort(cells)).toEqual(expected.table)
  expect(cells.filter(({ period }) => period === 0).reduce((sum, { size }) => sum + size, 0)).toBe(4338)
  expect(cells.reduce((sum, { revenue }) => sum + revenue, 0)).toBeCloseTo(expected.revenue, 2)
  // December 2011 has nine days: no cell that needs it is complete.
  expect(cells.filter(({ is_complete }) => !is_complete)).toHaveLength(13)
})

test.skipIf(!hasRetail)(
  'Online Retail: the drawn sentences, 940 of 3,974 in month one (Wilson 22.4 to 25.0) and 781 of 2,718 in month six',
  async () => {
    const { result, findings, action } = await run(await openRetail('ignore'))
    expect(result.pooled.map(({ size, retained, cohorts }) => [size, retained, cohorts])).toEqual([
      [3974, 940, 11],
      [3616, 901, 10],
      [3317, 893, 9],
      [3148, 884, 8],
      [2960, 857, 7],
      [2718, 781, 6],
      [2434, 698, 5],
      [2134, 658, 4],
      [1682, 602, 3],
      [1302, 483, 2],
      [885, 445, 1],
    ])
    const texts = findings.map(({ claim, evidence }) => `${claim} ${evidence}`.replaceAll(/[\u00a0\u202f]/g, ' '))
    expect(texts[0]).toBe(
      'About one customer in four returns in the next month, and the share does not fade. 23.7 % return in the next month (95 % interval 22.4 to 25.0), 28.7 % in month six (27.1 to 30.5).',
    )
    expect(texts[1]).toMatch(
      /^November 2011 brought back more customers than any other month\. Of the 2,134 who first bought by March 2011/,
    )
    expect(findings[1]!.who!.count).toBe(1341)
    expect(texts[2]).toMatch(/^The first cohort is not all new customers\. 36\.6 % of the 885 of December 2010/)
    expect(action!.who!.count).toBe(287)
  },
)

test.skipIf(!hasRetail)('Online Retail: streaks and brackets agree with the same customers counted month by month', async () => {
  const open = await openRetail('ignore')
  const streak = (await run(open, { mode: 'streak' })).result.pooled
  const bracket = (await run(open, { mode: 'bracket', brackets: '1,3,6' })).result.pooled
  expect(streak.slice(0, 3).map(({ size, retained }) => [size, retained])).toEqual([
    [3974, 940],
    [3616, 380],
    [3317, 220],
  ])
  expect(bracket.map(({ size, retained }) => [size, retained])).toEqual([
    [3974, 940],
    [3317, 1346],
    [2718, 1460],
  ])
})

test.skipIf(!hasRetail)('Online Retail, net of returns: the same customers, cohorts by purchase, and their revenue adds up', async () => {
  const open = await openRetail('net')
  const cells = await cellsOf(open)
  expect(cells.filter(({ period }) => period === 0).reduce((sum, { size }) => sum + size, 0)).toBe(4338)
  const [facts] = await open.engine.rows(
    query('facts', 'select sum(revenue) as revenue from customer_facts where orders > 0', { revenue: 'number' }),
  )
  expect(cells.reduce((sum, { revenue }) => sum + revenue, 0)).toBeCloseTo(facts!.revenue!, 2)
})

test.skipIf(!existsSync(CDNOW))('CDNOW: every observed cell of reference.json cohort_retention_master_counts', async () => {
  const orders = readFileSync(CDNOW, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([id, day, , dollars]) => order(id!, `${day!.slice(0, 4)}-${day!.slice(4, 6)}-${day!.slice(6)}`, Number(dollars)))
  const expected = reference.cdnow.cohort_retention_master_counts as Record<string, number[]>
  const found = byCohort(await cellsOf(await openCompany({ orders })))
  // The reference fills the months after June 1998 with zeros.
  expect(found).toEqual(Object.fromEntries(Object.entries(expected).map(([cohort, row], index) => [cohort, row.slice(0, 18 - index)])))
})

test('whoever is in the data from their first month on is no first order of that month', async () => {
  const day = (month: number, date: number) => new Date(Date.UTC(2023, month, date)).toISOString().slice(0, 10)
  // In January everybody is old and comes back; in the months after, 40 begin and a tenth do.
  const rows = Array.from({ length: 14 }, (_, month) => month).flatMap((month) =>
    Array.from({ length: 40 }, (_, at) => ({ id: `m${month}c${at}`, month, isBack: month === 0 || at < 4 })).flatMap(
      ({ id, month: own, isBack }) => [
        { customer_id: id, ordered_at: day(own, 5), revenue: 10 },
        ...(isBack ? [{ customer_id: id, ordered_at: day(own, 25), revenue: 10 }] : []),
      ],
    ),
  )
  const { result } = await run(await openCompany({ orders: rows }))
  const january = result.firstOrders.find(({ feature, value }) => feature === 'month' && value === '1')
  expect(january?.customers ?? 0).toBeLessThanOrEqual(40)
  expect(result.firstOrders.some(({ feature, q }) => feature === 'month' && q !== null && q < 0.05)).toBe(false)
})
