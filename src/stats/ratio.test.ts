import { expect, test } from 'vitest'
import { normal, random } from './random'
import { ratioInterval, student95, type RatioSums } from './ratio'

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

test('with all denominators 1 it is the error of a mean, on the log scale: R’s sleep, group 1, 0.75 and 0.565734', () => {
  const group1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
  const { low, high } = ratioInterval(sumsOf(group1.map((y) => [y, 1])))!
  expect(low * high).toBeCloseTo(0.75 ** 2, 6)
  const worth = 7.5 ** 2 / group1.reduce((sum, y) => sum + y * y, 0)
  expect(Math.log(high / 0.75)).toBeCloseTo((student95(Math.max(2, worth - 1)) * 0.565734) / 0.75, 4)
})

test('Student’s 97.5 % points are those of the tables: 2.776 for 4, 2.228 for 10, 2.042 for 30', () => {
  expect(student95(4)).toBeCloseTo(2.776, 1)
  expect(student95(10)).toBeCloseTo(2.228, 3)
  expect(student95(30)).toBeCloseTo(2.042, 3)
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
    // Two in five come back, with an amount as uneven as the first.
    const pairs = Array.from({ length: 60 }, () => {
      const own = Math.exp(0.7 * normal(next))
      const x = own * Math.exp(0.98 * normal(next))
      return [next() < 0.4 ? own * Math.exp(0.98 * normal(next)) : 0, x] as const
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
