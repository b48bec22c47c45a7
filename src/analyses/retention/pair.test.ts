import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { openRun } from '../../model/runtime/session'
import { newcombe } from '../../stats/newcombe'
import { runAnalysis } from '../contract/run'
import { analysis as retention } from './analysis'
import { chosenPair, pairOf } from './pair'
import type { RetentionResult } from './result'

const order = (customer_id: string, ordered_at: string) => ({ customer_id, ordered_at, revenue: 10 })

const last = new Map([
  ['2024-01-01', 5],
  ['2024-02-01', 4],
  ['2024-03-01', 3],
  ['2024-04-01', 2],
])

test('without a wish the newest two cohorts with three complete periods are compared, and the earlier one stands first', () => {
  expect(chosenPair(last, [null, null])).toEqual(['2024-02-01', '2024-03-01'])
  expect(chosenPair(last, ['2024-04-01', '2024-01-01'])).toEqual(['2024-01-01', '2024-04-01'])
  expect(chosenPair(last, ['2030-01-01', null])).toEqual(['2024-02-01', '2024-03-01'])
  expect(chosenPair(last, ['2024-03-01', null])).toBeNull()
  expect(chosenPair(new Map([['2024-01-01', 9]]), [null, null])).toBeNull()
})

test('two cohorts that come back alike differ by nothing; returns after the last complete period are not counted', () => {
  const rows = ['a', 'b'].flatMap((cohort) => [
    { cohort, period: 1, customers: 30 },
    { cohort, period: 3, customers: 20 },
    { cohort, period: 4, customers: 7 },
    { cohort, period: null, customers: 43 },
  ])
  const pair = pairOf(
    rows,
    ['a', 'b'],
    new Map([
      ['a', 3],
      ['b', 3],
    ]),
  )
  expect(pair.first.points.map(({ back }) => back)).toEqual([30, 30, 50])
  expect(pair.difference).toEqual({ value: 0, ...newcombe(50, 100, 50, 100) })
  expect(pair.test.p).toBeCloseTo(1, 12)
})

test('one period: the log-rank test is Mantel and Haenszel’s of one table, (O − E)² / V', () => {
  const pair = pairOf(
    [
      { cohort: 'a', period: 1, customers: 8 },
      { cohort: 'a', period: null, customers: 2 },
      { cohort: 'b', period: 1, customers: 2 },
      { cohort: 'b', period: null, customers: 8 },
    ],
    ['a', 'b'],
    new Map([
      ['a', 1],
      ['b', 1],
    ]),
  )
  // E = 5 and V = 10 · ½ · ½ · 10 / 19.
  expect(pair.test.statistic).toBeCloseTo(9 / ((10 * 0.25 * 10) / 19), 12)
})

test('the page compares the cohorts of the address and says how they differ', async () => {
  const orders = Array.from({ length: 80 }, (_, index) => {
    const month = index % 2 === 0 ? '01' : '02'
    const next = index % 2 === 0 ? '02' : '03'
    return [order(`c${index}`, `2024-${month}-05`), ...(index % 2 === 0 || index % 8 === 1 ? [order(`c${index}`, `2024-${next}-07`)] : [])]
  }).flat()
  const { engine, company } = await openCompany({ orders: [...orders, order('end', '2024-06-30')] })
  const environment = { engine, company, filter: null, segments: [], openRun }
  const outcome = await runAnalysis(environment, retention, { first: '2024-02', second: '2024-01' })
  const { pair, choices } = outcome.result as RetentionResult
  expect(choices.first).toEqual(['2024-01', '2024-02'])
  expect(pair!.first.points[0]).toMatchObject({ back: 40, share: 1 })
  expect(pair!.second.points[0]).toMatchObject({ back: 10, share: 0.25 })
  const said = outcome.findings.find(({ claim }) => claim.includes('sooner'))!
  expect(said.claim).toBe('Those of January 2024 come back sooner than those of February 2024.')
})
