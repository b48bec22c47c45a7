import { expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openSampleCompany } from '../../../test/support/open-whole'
import { openRun } from '../../model/runtime/session'
import { normal, random } from '../../stats/random'
import { TRUTHS } from '../../sample/truths'
import { withRun, type Environment } from '../contract/run'
import { selectCustomers } from '../customer-sets/customers'
import { analysis } from './analysis'
import { STATES, type RhythmResult } from './result'
import { dueSet, later } from './words'

type Opened = Pick<Environment, 'engine' | 'company'>

async function look(opened: Opened, raw: Record<string, string> = {}) {
  const environment: Environment = { ...opened, filter: null, segments: [], openRun }
  const outcome = await withRun(environment, analysis, raw, undefined, async (run) => ({ ...run.outcome(), tables: await run.tables() }))
  const count = async (who: ReturnType<typeof dueSet>) =>
    (await selectCustomers(environment, { analysis: 'rhythm', settings: outcome.settings, who }, 0, 1)).total
  return { ...outcome, result: outcome.result as RhythmResult, count }
}

const LAST = '2024-06-30'

/** Orders every so many days, the last one `silent` days before the end of the data. */
function every(id: string, gaps: readonly number[], silent: number): InlineRows {
  let before = silent
  return [0, ...gaps].map((gap) => {
    before += gap
    return { customer_id: id, ordered_at: later(LAST, -before), revenue: 10 }
  })
}

const END: InlineRows = every('last', [], 0)

test('a steady pace is dated by itself, a single gap mostly by the others', async () => {
  const steady = Array.from({ length: 60 }, (_, place) =>
    every(
      `s${place}`,
      Array.from({ length: 12 }, () => [10, 20, 40][place % 3]!),
      3,
    ),
  ).flat()
  const { tables, result } = await look(await openCompany({ orders: [...steady, ...every('once', [200], 3), ...END] }))
  const of = (id: string) => tables.due!.find(({ customer_id }) => customer_id === id)!
  expect(Number(of('s0').usual_days)).toBeCloseTo(10, 0)
  expect(Number(of('s2').usual_days)).toBeCloseTo(40, -1)
  expect(of('s1').due_on).toBe(later(LAST, 17))
  expect(Number(of('once').usual_days)).toBeLessThan(201)
  expect(result.once).toBe(1)
  expect(of('last')).toBeUndefined()
})

/** Customers with gaps around means of their own: e to the power of 3.2 ± 0.6 between them and ± 0.4 within. */
function drawn(customers: number, seed: number): InlineRows {
  const next = random(seed)
  return Array.from({ length: customers }, (_, place) => {
    const own = 3.2 + 0.6 * normal(next)
    const gap = () => Math.max(1, Math.round(Math.exp(own + 0.4 * normal(next))))
    // Their last order lies somewhere within a gap that the end of the data cuts.
    return every(`c${place}`, Array.from({ length: 2 + (place % 6) }, gap), Math.floor(next() * gap()))
  }).flat()
}

test('known parameters (METHODS: data made from them): eight in ten last gaps lie in the interval, and the states part the paces', async () => {
  const { result, tables, count, findings } = await look(await openCompany({ orders: [...drawn(500, 1), ...END] }))
  const { check } = result
  expect(check!.low).toBeLessThan(0.8)
  expect(check!.high).toBeGreaterThan(0.8)
  expect(result.bounds).toEqual(result.bounds.toSorted((a, b) => a - b))
  // With so many to learn from, the widths are those of what was drawn: z of 0.1 and 0.9.
  expect(result.bounds[0]).toBeCloseTo(-1.28, 0)
  expect(result.bounds[4]).toBeCloseTo(1.28, 0)
  expect(result.paces).toBe(500)
  expect(result.states.reduce((sum, { paces }) => sum + paces, 0)).toBe(500)
  for (const { state, customers } of result.states) {
    expect(await count(dueSet(result, state, customers, { states: [state] })), state).toBe(customers)
    expect(tables.due!.filter((row) => row.state === state)).toHaveLength(customers)
  }
  for (const row of tables.due!) {
    expect(String(row.low) <= String(row.due_on) && String(row.due_on) <= String(row.high)).toBe(true)
    expect(STATES).toContain(row.state)
  }
  // Nobody left, so few are long overdue: about one in twenty of those whose gap the end cuts.
  expect(result.states.find(({ state }) => state === 'long overdue')!.paces).toBeLessThan(50)
  const [week] = result.calendar
  expect(await count(dueSet(result, 'week', week!.customers, { from: result.asOf, to: later(result.asOf, 6) }))).toBe(week!.customers)
  expect(findings[0]!.evidence).toMatch(/Of \d+ last orders foreseen from those before, [78]\d\.\d\s%/)
})

test('a planted weekday is told, and days by chance are not', async () => {
  const next = random(7)
  const orders = (chance: (weekday: number) => number) =>
    Array.from({ length: 200 }, (_, back) => later(LAST, -back)).flatMap((day) =>
      Array.from({ length: 12 }, (_, place) => ({
        customer_id: `c${Math.floor(next() * 90)}`,
        ordered_at: day,
        revenue: 5 + place,
      })).filter(() => next() < chance(new Date(day).getUTCDay())),
    )
  const friday = await look(await openCompany({ orders: orders((day) => (day === 5 ? 0.9 : 0.45)) }))
  expect(friday.findings.map(({ claim }) => claim)).toContainEqual(
    expect.stringMatching(/^A Friday brings 1\.[678] times as many orders as an ordinary day\.$/),
  )
  expect(friday.result.seasons.map(({ unit }) => unit)).toEqual(['weekday'])
  const plain = await look(await openCompany({ orders: orders(() => 0.5) }))
  expect(plain.findings.filter(({ claims }) => claims)).toEqual([])
})

test('nobody twice: no pace, no action; no products: nothing is dated by product', async () => {
  const once = await look(await openCompany({ orders: Array.from({ length: 40 }, (_, place) => every(`c${place}`, [], place)).flat() }))
  expect([once.result.paces, once.action, once.result.once]).toEqual([0, null, 40])
  const none = await look(await openCompany({ orders: [...drawn(50, 2), ...END] }), { item_of: 'product' })
  expect([none.result.paces, none.result.items]).toEqual([0, []])
})

test('the sample company: a descaling kit comes round about every 80 days, as planted, and December leads the year', async () => {
  const { result } = await look(await openSampleCompany(), { item_of: 'product' })
  const { buys, everyDays } = TRUTHS.refills.planted
  const kit = result.items.find(({ item }) => item === buys)!
  expect(Math.abs(kit.usualDays - everyDays)).toBeLessThan(8)
  const year = result.seasons.find(({ unit }) => unit === 'month')!
  expect(
    year.indices
      .toSorted((a, b) => b.index - a.index)
      .slice(0, 2)
      .map(({ position }) => position),
  ).toEqual([11, 10])
  expect(year.indices.toSorted((a, b) => a.index - b.index)[0]!.position).toBe(6)
})

test.skipIf(!hasRetail)('Online Retail: everybody who bought on two days has a pace, all others are counted', async () => {
  const { result } = await look(await openRetail('net'))
  expect(result.paces + result.once).toBe(4338)
  expect(result.check!.low).toBeGreaterThan(0.74)
  // The shop is closed on Saturdays.
  expect(result.seasons[0]!.indices[5]!.index).toBe(0)
})
