import { expect, test } from 'vitest'
import { openCompany, type InlineRows, type OpenCompany } from '../../../test/support/open-company'
import { hasRetail, openRetail } from '../../../test/support/open-retail'
import { openRun } from '../../model/runtime/session'
import { random } from '../../stats/random'
import { withRun } from '../contract/run'
import { selectCustomers } from '../customer-sets/customers'
import { analysis as overview } from '../overview/analysis'
import { analysis as concentration } from './analysis'
import type { ConcentrationResult } from './result'
import { placesOf } from './words'

const environmentOf = (opened: Pick<OpenCompany, 'engine' | 'company'>) => ({ ...opened, filter: null, segments: [], openRun })

async function look(opened: Pick<OpenCompany, 'engine' | 'company'>, raw: Record<string, string> = {}) {
  return withRun(environmentOf(opened), concentration, raw, undefined, async (run) => {
    const outcome = run.outcome()
    return { ...outcome, result: outcome.result as ConcentrationResult, tables: await run.tables() }
  })
}

const order = (customer_id: string, revenue: number, ordered_at = '2023-05-04') => ({ customer_id, ordered_at, revenue })
/** Customers who bring 1 to 100. */
const HUNDRED: InlineRows = Array.from({ length: 100 }, (_, index) => order(`c${index + 1}`, index + 1))

test('of customers who bring 1 to 100, the top tenth brings 955 of 5,050, 30 bring half, and Gini is 99 ÷ 300', async () => {
  const { result } = await look(await openCompany({ orders: HUNDRED }))
  expect(result.top).toMatchObject({ customers: 10, share: 955 / 5050 })
  expect(result.halfFrom).toBe(30)
  expect(result.gini!.value).toBeCloseTo(99 / 300, 12)
  expect(result.largest!.amount).toBeCloseTo(955, 9)
})

test('deciles partition customers and revenue, and each names its customers', async () => {
  const opened = await openCompany({ orders: HUNDRED.slice(0, 97) })
  const { result, settings } = await look(opened)
  const sum = (of: 'customers' | 'revenue' | 'share') => result.deciles.reduce((total, row) => total + row[of], 0)
  expect([sum('customers'), sum('revenue'), sum('share')]).toEqual([97, (97 * 98) / 2, expect.closeTo(1, 12)])
  expect(result.deciles.at(-1)!.cumulative).toBeCloseTo(1, 12)
  expect(result.curve[0]).toEqual([0, 0])
  expect(result.curve.at(-1)).toEqual([1, expect.closeTo(1, 12)])
  const who = placesOf(1, result.deciles[0]!.customers, 'largest')
  const { total, revenue } = await selectCustomers(environmentOf(opened), { analysis: 'concentration', settings, who }, 0, 1)
  expect([total, revenue]).toEqual([result.deciles[0]!.customers, result.deciles[0]!.revenue])
})

test('by purchases before returns whoever sent everything back stands with what was bought; net of returns below nothing', async () => {
  const opened = await openCompany({ orders: [...HUNDRED, order('back', 500), order('back', -520, '2023-06-01')] })
  const net = await look(opened)
  expect(net.result.below).toEqual({ customers: 1, revenue: -20 })
  expect(net.findings.map(({ claim }) => claim)).toContain('1 customer took back more than they bought.')
  const gross = await look(opened, { amount: 'gross' })
  expect([gross.result.revenue, gross.result.below.customers]).toEqual([5550, 0])
})

test('a top share that grows from year to year is said, one that only chance moves is not', async () => {
  const year = (of: number, power: number) =>
    Array.from({ length: 400 }, (_, index) => order(`c${index}`, 100 * ((index + 1) / 400) ** power, `${of}-0${1 + (index % 9)}-15`))
  const ends = ['2021-01-01', '2022-12-31'].map((at) => order('c1', 1, at))
  const grown = await look(await openCompany({ orders: [...ends, ...year(2021, 1), ...year(2022, 9)] }))
  expect(grown.result.years.map(({ isComplete }) => isComplete)).toEqual([true, true])
  expect(grown.findings.map(({ claim }) => claim)).toContain('The revenue hangs on fewer in 2022 than in 2021.')
})

test('years made by one and the same chance: no more than one of twenty claims a move, seeds 1 to 20', async () => {
  let claimed = 0
  for (let seed = 1; seed <= 20; seed++) {
    const next = random(seed)
    const orders = Array.from({ length: 400 }, (_, index) =>
      order(`c${index % 200}`, Math.exp(2 * next()) * 10, `${2021 + Math.floor(index / 200)}-0${1 + (index % 9)}-15`),
    )
    const ends = ['2021-01-01', '2022-12-31'].map((at) => order('c1', 1, at))
    const { findings } = await look(await openCompany({ orders: [...ends, ...orders] }))
    if (findings.some(({ claims }) => claims === 'trend')) claimed++
  }
  expect(claimed).toBeLessThanOrEqual(1)
})

test('one customer, and customers who brought nothing: no sentence, no share', async () => {
  const one = await look(await openCompany({ orders: [order('a', 10)] }))
  expect([one.findings, one.result.top, one.action]).toEqual([[], null, null])
  const none = await look(await openCompany({ orders: [order('a', 10), order('a', -10), order('b', 5), order('b', -5)] }))
  expect([none.findings, none.result.curve]).toEqual([[], []])
})

test.skipIf(!hasRetail)('Online Retail: the same top tenth and the same revenue as overview says', async () => {
  const opened = await openRetail('ignore')
  const { result } = await look(opened)
  const { result: other } = await withRun(environmentOf(opened), overview, {}, undefined, async (run) => run.outcome())
  const { concentration: told } = other as { concentration: { share: number; customers: number; halfFrom: number } }
  expect([result.top!.customers, result.halfFrom]).toEqual([told.customers, told.halfFrom])
  expect(result.top!.share).toBeCloseTo(told.share, 12)
  expect(result.revenue).toBeCloseTo(8911407.904, 2)
})
