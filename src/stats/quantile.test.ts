import { expect, test } from 'vitest'
import { medianInterval, medianRanks, quantile } from './quantile'

test('type 7 of 1, 2, 3, 4 and 10 (R: quantile(c(1, 2, 3, 4, 10), c(0, .1, .25, .5, .9, 1)))', () => {
  const values = [1, 2, 3, 4, 10]
  expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((share) => Math.round(quantile(values, share) * 1e9) / 1e9)).toEqual([1, 1.4, 2, 3, 7.6, 10])
})

test('one value is every quantile', () => {
  expect([0, 0.3, 1].map((share) => quantile([7], share))).toEqual([7, 7, 7])
})

/** P(X ≤ k) for X ~ Binomial(n, ½). */
function cumulative(k: number, n: number): number {
  let logTerm = -n * Math.LN2
  let sum = Math.exp(logTerm)
  for (let i = 1; i <= k; i++) {
    logTerm += Math.log((n - i + 1) / i)
    sum += Math.exp(logTerm)
  }
  return sum
}

test('ranks around the median are those of the exact binomial, or off by one where 95 % is missed by a quarter of a point', () => {
  for (let n = 6; n <= 900; n++) {
    const [low, high] = medianRanks(n)!
    expect(low + high).toBe(n + 1)
    expect(1 - 2 * cumulative(low - 1, n)).toBeGreaterThan(0.9475)
    // One rank further in would fall short.
    expect(1 - 2 * cumulative(low, n)).toBeLessThan(0.9525)
  }
})

test('ten values: from the second to the ninth (Conover 1999)', () => {
  expect(medianRanks(10)).toEqual([2, 9])
  expect(medianInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ low: 2, high: 9 })
})

test('fewer than six values enclose no median with 95 %', () => {
  expect(medianInterval([1, 2, 3, 4, 5])).toBeNull()
})
