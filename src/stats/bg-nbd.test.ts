import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reference } from '../../test/support/real-file'
import { aliveShare, expectedPurchases, fitBgNbd, silenceAtHalf, type BgNbd, type PurchasePattern } from './bg-nbd'
import { random } from './random'

/** Fader, Hardie & Lee 2005, CDNOW in weeks. */
const CDNOW: BgNbd = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }

const SUMMARY = join(process.env.CLIENTELE_DATA ?? '../shared/data', 'orders/cdnow_customers_summary.csv')

function summary(): PurchasePattern[] {
  const [, ...lines] = readFileSync(SUMMARY, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const [, repeats, recency, age] = line.split(',').map(Number)
    return { repeats: repeats!, recency: recency!, age: age!, customers: 1 }
  })
}

function merged(patterns: readonly PurchasePattern[]): PurchasePattern[] {
  const found = new Map<string, PurchasePattern>()
  for (const one of patterns) {
    const key = [one.repeats, one.recency, one.age].join()
    found.set(key, { ...one, customers: one.customers + (found.get(key)?.customers ?? 0) })
  }
  return [...found.values()]
}

test.skipIf(!existsSync(SUMMARY))(
  'CDNOW summary (Fader, Hardie & Lee 2005): r 0.242593, α 4.413532, a 0.792886, b 2.425754, log-likelihood −9582.4256',
  async () => {
    const fit = (await fitBgNbd(merged(summary())))!
    expect(fit.isConverged).toBe(true)
    expect(fit.customers).toBe(2357)
    expect(fit.r).toBeCloseTo(CDNOW.r, 4)
    expect(fit.alpha).toBeCloseTo(CDNOW.alpha, 3)
    expect(fit.a).toBeCloseTo(CDNOW.a, 3)
    expect(fit.b).toBeCloseTo(CDNOW.b, 3)
    expect(fit.logLikelihood).toBeCloseTo(-9582.4256, 3)
  },
)

test.skipIf(!existsSync(SUMMARY))('CDNOW in days instead of weeks: the same model, α seven times as large', async () => {
  const inDays = summary().map((one) => ({ ...one, recency: one.recency * 7, age: one.age * 7 }))
  const fit = (await fitBgNbd(merged(inDays)))!
  expect(fit.alpha / 7).toBeCloseTo(CDNOW.alpha, 3)
  expect(fit.b).toBeCloseTo(CDNOW.b, 3)
})

const TRANSACTIONS = join(process.env.CLIENTELE_DATA ?? '../shared/data', 'orders/CDNOW_sample.txt')

test.skipIf(!existsSync(TRANSACTIONS))('CDNOW from its transactions to 30 September 1997, in days: as in reference.json', async () => {
  const end = Date.UTC(1997, 8, 30) / 86_400_000
  const days = new Map<string, Set<number>>()
  for (const line of readFileSync(TRANSACTIONS, 'utf8').trim().split(/\r?\n/)) {
    const [id, , date] = line.trim().split(/\s+/) as [string, string, string]
    const day = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / 86_400_000
    if (day <= end) days.set(id, (days.get(id) ?? new Set()).add(day))
  }
  const patterns = [...days.values()].map((own) => {
    const [first, last] = [Math.min(...own), Math.max(...own)]
    return { repeats: own.size - 1, recency: last - first, age: end - first, customers: 1 }
  })
  const fit = (await fitBgNbd(merged(patterns)))!
  const known = reference<{ r: number; alpha: number; a: number; b: number }>('cdnow', 'bgnbd', 'derived_from_transactions')
  expect(fit.r).toBeCloseTo(known.r, 3)
  expect(fit.alpha / 7).toBeCloseTo(known.alpha, 3)
  expect(fit.a).toBeCloseTo(known.a, 3)
  expect(fit.b).toBeCloseTo(known.b, 2)
})

test.skipIf(!existsSync(SUMMARY))('CDNOW: mean P(alive) and the sum expected over 39 weeks as in reference.json', () => {
  const known = reference<Record<string, number>>('cdnow', 'bgnbd', 'predictions')
  const customers = summary()
  const alive = customers.reduce((sum, one) => sum + aliveShare(CDNOW, one), 0) / customers.length
  expect(alive).toBeCloseTo(known.mean_p_alive!, 4)
  const expected = customers.reduce((sum, one) => sum + expectedPurchases(CDNOW, one, 39), 0)
  expect(expected).toBeCloseTo(known.sum_conditional_expected_39w_all_customers!, 1)
})

test('P(alive) of 2 repeats, the last after 30.43 of 38.86 weeks: 0.726609; of who bought once: 1', () => {
  expect(aliveShare(CDNOW, { repeats: 2, recency: 30.43, age: 38.86 })).toBeCloseTo(0.726609, 5)
  expect(aliveShare(CDNOW, { repeats: 0, recency: 0, age: 38.86 })).toBe(1)
})

test('E[Y(39) given 2, 30.43, 38.86] is 1.225910; E[X(t)] of a new customer as published', () => {
  expect(expectedPurchases(CDNOW, { repeats: 2, recency: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.22591, 5)
  const fresh = { repeats: 0, recency: 0, age: 0 }
  const computed = { 1: 0.053185, 10: 0.431761, 39: 1.195016, 52: 1.444021 }
  for (const [time, orders] of Object.entries(computed)) expect(expectedPurchases(CDNOW, fresh, Number(time))).toBeCloseTo(orders, 5)
})

test('who bought three hundred times is expected to go on, without overflow; a = 1 is the limit of its neighbours', () => {
  const often = expectedPurchases(CDNOW, { repeats: 300, recency: 100, age: 100.5 }, 10)
  expect(often).toBeGreaterThan(20)
  expect(often).toBeLessThan(35)
  const near = (a: number) => expectedPurchases({ ...CDNOW, a }, { repeats: 2, recency: 30, age: 38 }, 20)
  expect(near(1)).toBeCloseTo((near(0.999) + near(1.001)) / 2, 4)
})

test('at the silence of a half P(alive) is a half', () => {
  for (const [repeats, recency] of [
    [1, 3],
    [2, 30.43],
    [20, 35],
  ] as const) {
    const silence = silenceAtHalf(CDNOW, { repeats, recency })!
    expect(aliveShare(CDNOW, { repeats, recency, age: recency + silence })).toBeCloseTo(0.5, 10)
  }
  expect(silenceAtHalf(CDNOW, { repeats: 0, recency: 0 })).toBeNull()
})

test('invented customers of a known model: its parameters are found again', async () => {
  const next = random(7)
  const gammaOf1 = () => -Math.log(1 - next())
  const patterns = Array.from({ length: 6000 }, () => {
    // r = 1, α = 10, a = 1, b = 2: the rate is exponential, and the chance of leaving has the inverse 1 − √(1 − u).
    const rate = gammaOf1() / 10
    const leaves = 1 - Math.sqrt(1 - next())
    const age = 60 + 40 * next()
    let [time, repeats, recency] = [0, 0, 0]
    for (;;) {
      time += gammaOf1() / rate
      if (time > age) break
      repeats++
      recency = time
      if (next() < leaves) break
    }
    return { repeats, recency, age, customers: 1 }
  })
  const fit = (await fitBgNbd(patterns))!
  expect(Math.abs(fit.r - 1)).toBeLessThan(0.15)
  expect(Math.abs(fit.alpha / fit.r - 10)).toBeLessThan(1)
  expect(fit.a / (fit.a + fit.b)).toBeCloseTo(1 / 3, 1)
})

test('nobody who bought twice, or nobody at all: no model', async () => {
  expect(await fitBgNbd([])).toBeNull()
  expect(await fitBgNbd([{ repeats: 0, recency: 0, age: 10, customers: 5 }])).toBeNull()
})
