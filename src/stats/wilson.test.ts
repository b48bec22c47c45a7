import { expect, test } from 'vitest'
import { wilson } from './wilson'

test('15 of 148 and 0 of 20 (Newcombe 1998, table I, method 3)', () => {
  const some = wilson(15, 148)
  expect(some.low).toBeCloseTo(0.0624, 4)
  expect(some.high).toBeCloseTo(0.1605, 4)
  expect(wilson(0, 20).low).toBe(0)
  expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4)
})

test('1 of 29 (Newcombe 1998, table I, method 3)', () => {
  const { low, high } = wilson(1, 29)
  expect(low).toBeCloseTo(0.0061, 4)
  expect(high).toBeCloseTo(0.1718, 4)
})

test('bounds enclose the share, stay within 0 and 1, and mirror when failures are counted instead', () => {
  for (const trials of [1, 2, 7, 100, 1e9])
    for (const successes of [0, 1, Math.floor(trials / 3), trials]) {
      const { low, high } = wilson(successes, trials)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(successes / trials)
      expect(high).toBeGreaterThanOrEqual(successes / trials)
      const mirrored = wilson(trials - successes, trials)
      expect(mirrored.low).toBeCloseTo(1 - high, 9)
    }
})

test('nothing is known of no trials', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
})
