import { expect, test } from 'vitest'
import { random } from './random'
import { ratioInterval, type RatioSums } from './ratio'

function sumsOf(pairs: readonly (readonly [y: number, x: number])[]): RatioSums {
  const sum = (of: (y: number, x: number) => number) => pairs.reduce((total, [y, x]) => total + of(y, x), 0)
  return {
    n: pairs.length,
    y: sum((y) => y),
    x: sum((_, x) => x),
    ySquares: sum((y) => y * y),
    xySum: sum((y, x) => y * x),
    xSquares: sum((_, x) => x * x),
  }
}

test('with all denominators 1 it is the interval of a mean: R’s sleep, group 1, 0.75 ± 1.96 × 0.565734', () => {
  const group1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
  const { low, high } = ratioInterval(sumsOf(group1.map((y) => [y, 1])))!
  expect(low).toBeCloseTo(0.75 - 1.959964 * 0.565734, 4)
  expect(high).toBeCloseTo(0.75 + 1.959964 * 0.565734, 4)
})

test('numerators in proportion to denominators leave no doubt', () => {
  const { low, high } = ratioInterval(
    sumsOf([
      [2, 4],
      [5, 10],
      [1, 2],
    ]),
  )!
  expect(low).toBeCloseTo(0.5, 9)
  expect(high).toBeCloseTo(0.5, 9)
})

test('95 of 100 intervals hold the ratio that the customers were drawn from', () => {
  const next = random(7)
  let held = 0
  for (let round = 0; round < 1000; round++) {
    const pairs = Array.from({ length: 200 }, () => {
      const x = 1 + 9 * next()
      return [x * 2 * next() * 0.4, x] as const
    })
    const { low, high } = ratioInterval(sumsOf(pairs))!
    if (low <= 0.4 && high >= 0.4) held++
  }
  expect(held).toBeGreaterThan(930)
  expect(held).toBeLessThan(970)
})

test('one customer, or nothing to divide by, has no interval', () => {
  expect(ratioInterval(sumsOf([[3, 4]]))).toBeNull()
  expect(
    ratioInterval(
      sumsOf([
        [3, 0],
        [4, 0],
      ]),
    ),
  ).toBeNull()
  expect(
    ratioInterval(
      sumsOf([
        [3, -2],
        [4, 1],
      ]),
    ),
  ).toBeNull()
})
