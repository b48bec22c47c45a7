import { group } from 'd3'
import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { openRun } from '../../model/runtime/session'
import { newcombe } from '../../stats/newcombe'
import { random } from '../../stats/random'
import { runAnalysis } from '../contract/run'
import { analysis as retention } from './analysis'
import { compareFirstOrders } from './first-order'
import type { RetentionResult } from './result'

test('χ² of a two by two table: 15 of 60 against 45 of 90 gives 9.375 (by hand), p = 0.0022', () => {
  const known = { customers: 150, back: 60 }
  const [row] = compareFirstOrders([{ feature: 'channel', value: 'Shop', customers: 60, back: 15, known }])
  expect(row!.q).toBeCloseTo(0.0021992, 6)
  expect(row!.share).toBe(0.25)
  expect(row!.others).toEqual({ customers: 90, back: 45, share: 0.5 })
  expect(row!.difference).toEqual({ value: -0.25, ...newcombe(45, 90, 15, 60) })
})

test('nobody or everybody comes back: nothing differs', () => {
  for (const back of [0, 1]) {
    const known = { customers: 150, back: 150 * back }
    const [row] = compareFirstOrders([{ feature: 'channel', value: 'Shop', customers: 60, back: 60 * back, known }])
    expect(row!.q).toBe(1)
  }
})

/** Customers of two channels, one of which is made to return more often. */
function orders(customers: number, seed: number) {
  const next = random(seed)
  return Array.from({ length: customers }, (_, index) => {
    const channel = next() < 0.4 ? 'Shop' : 'Web'
    const day = Math.floor(next() * 200)
    const at = (days: number) => new Date(Date.UTC(2023, 0, 1 + days)).toISOString().slice(0, 10)
    const first = { customer_id: `c${index}`, ordered_at: at(day), revenue: 10 + Math.floor(next() * 50), channel }
    const again =
      next() < (channel === 'Shop' ? 0.6 : 0.3) ? [{ ...first, ordered_at: at(day + 1 + Math.floor(next() * 120)), channel: 'Web' }] : []
    return [first, ...again]
  }).flat()
}

async function run(rows: ReturnType<typeof orders>, settings: Record<string, string> = {}) {
  const { engine, company } = await openCompany({
    orders: [...rows, { customer_id: 'end', ordered_at: '2024-06-30', revenue: 1, channel: 'Web' }],
  })
  const environment = { engine, company, filter: null, segments: [], openRun }
  const outcome = await runAnalysis(environment, retention, settings)
  return { ...outcome, result: outcome.result as RetentionResult }
}

test('every value counts the customers whose first order had it and who ordered again in time, counted anew', async () => {
  const rows = orders(400, 5)
  const { result } = await run(rows, { within: '60' })
  const own = group(rows, ({ customer_id }) => customer_id)
  for (const channel of ['Shop', 'Web']) {
    const began = [...own.values()].filter(([first]) => first!.channel === channel)
    const back = began.filter(([first, second]) => second && Date.parse(second.ordered_at) - Date.parse(first!.ordered_at) <= 60 * 864e5)
    const found = result.firstOrders.find(({ feature, value }) => feature === 'channel' && value === channel)!
    expect([found.customers, found.back]).toEqual([began.length, back.length])
  }
  const amounts = result.firstOrders.filter(({ feature }) => feature === 'amount')
  expect(amounts.reduce((sum, { customers }) => sum + customers, 0)).toBe(400)
})

test('the channel that was made to return more often is said, with its customers', async () => {
  const { findings } = await run(orders(600, 6))
  const said = findings.find(({ claim }) => claim.startsWith('A first order'))!
  expect(said.claim).toBe('A first order through Shop goes with coming back more often.')
  expect(said.evidence).toMatch(/need not be the cause/)
})

test('customers who began too late to be judged are in no row', async () => {
  const { result } = await run(orders(200, 7), { within: '3650' })
  expect(result.firstOrders).toEqual([])
})
