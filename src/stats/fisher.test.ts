import { expect, test } from 'vitest'
import { fisherExact } from './fisher'

test('8, 1 / 2, 5 gives p = 0.0349650 (METHODS 2.20)', () => {
  expect(fisherExact(8, 1, 2, 5)).toBeCloseTo(0.034965, 6)
})

test('the tea of Fisher 1935: 3, 1 / 1, 3 gives p = 34/70', () => {
  expect(fisherExact(3, 1, 1, 3)).toBeCloseTo(34 / 70, 10)
})

test('it does not matter which way the table is turned, and margins that leave no choice say nothing', () => {
  for (const [a, b, c, d] of [
    [8, 1, 2, 5],
    [0, 12, 7, 30],
    [40, 60, 55, 45],
  ] as const) {
    expect(fisherExact(a, c, b, d)).toBeCloseTo(fisherExact(a, b, c, d), 12)
    expect(fisherExact(d, c, b, a)).toBeCloseTo(fisherExact(a, b, c, d), 12)
  }
  expect(fisherExact(5, 0, 7, 0)).toBe(1)
})
