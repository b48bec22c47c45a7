import { expect, test } from 'vitest'
import { gini, giniInterval, shareIntervals, topShare, topShareInterval } from './bootstrap'
import { normal, poisson, random } from './random'

const whole = (values: readonly number[]) => ({ large: values, restSum: 0, restSquares: 0 })

/** Large-sample interval of a ratio of sums (delta method): share ± z √(Σ (y·1[in] − share·y)²) / Σ y, with the z of the bootstrap's first hundredth. */
function deltaMethod(inside: readonly number[], outside: readonly number[]) {
  const total = [...inside, ...outside].reduce((sum, value) => sum + value, 0)
  const share = inside.reduce((sum, value) => sum + value, 0) / total
  const squares = inside.reduce((sum, y) => sum + (y * (1 - share)) ** 2, 0) + outside.reduce((sum, y) => sum + (y * share) ** 2, 0)
  const half = (2.326348 * Math.sqrt(squares)) / total
  return { low: share - half, high: share + half }
}

test('shares of many alike customers have the interval of the delta method', () => {
  const next = random(3)
  const inside = Array.from({ length: 400 }, () => 5 + 10 * next())
  const outside = Array.from({ length: 600 }, () => 5 + 10 * next())
  const { each } = shareIntervals([whole(inside), whole(outside)])
  const expected = deltaMethod(inside, outside)
  expect(Math.abs(each[0]!.low - expected.low)).toBeLessThan(0.003)
  expect(Math.abs(each[0]!.high - expected.high)).toBeLessThan(0.003)
  expect(each[1]!.low).toBeCloseTo(1 - each[0]!.high, 9)
})

test('small values as a normal sum give the interval that drawing each of them gives', () => {
  const next = random(5)
  const values = Array.from({ length: 3000 }, () => Math.exp(1.2 * normal(next))).toSorted((a, b) => b - a)
  const inside = values.filter((_, index) => index % 3 === 0)
  const outside = values.filter((_, index) => index % 3 !== 0)
  const split = (own: readonly number[]) => ({
    large: own.slice(0, 300),
    restSum: own.slice(300).reduce((sum, value) => sum + value, 0),
    restSquares: own.slice(300).reduce((sum, value) => sum + value * value, 0),
  })
  const [exact] = shareIntervals([whole(inside), whole(outside)]).each
  const [quick] = shareIntervals([split(inside), split(outside)]).each
  expect(Math.abs(quick!.low - exact!.low)).toBeLessThan(0.004)
  expect(Math.abs(quick!.high - exact!.high)).toBeLessThan(0.004)
})

test('groups taken together have one interval of their own, narrower than the sum of theirs', () => {
  const next = random(9)
  const groups = [1, 2, 3].map(() => whole(Array.from({ length: 50 }, () => next())))
  const { each, together } = shareIntervals(groups, [0, 1])
  expect(together!.low).toBeCloseTo(1 - each[2]!.high, 9)
  expect(together!.high - together!.low).toBeLessThan(each[0]!.high - each[0]!.low + each[1]!.high - each[1]!.low)
})

test('the same data give the same interval', () => {
  const groups = [whole([1, 2, 3]), whole([4, 5])]
  expect(shareIntervals(groups)).toEqual(shareIntervals(groups))
})

test('one customer holds everything; of nothing there is no share', () => {
  expect(shareIntervals([whole([7])]).each[0]).toEqual({ low: 1, high: 1 })
  expect(shareIntervals([whole([0, 0])]).each[0]).toBeNull()
  expect(shareIntervals([whole([])]).each[0]).toBeNull()
})

test('a tenth of ten equal customers hold a tenth; of nine zeros and a ten, everything', () => {
  expect(topShare([{ count: 10, sum: 50 }], 0.1)).toBeCloseTo(0.1)
  expect(
    topShare(
      [
        { count: 1, sum: 10 },
        { count: 9, sum: 0 },
      ],
      0.1,
    ),
  ).toBeCloseTo(1)
})

test('grouping the many small customers leaves the interval of the top tenth as it is', () => {
  const next = random(13)
  const values = Array.from({ length: 4000 }, () => Math.exp(1.4 * normal(next))).toSorted((a, b) => b - a)
  const single = values.map((value) => ({ count: 1, sum: value }))
  const grouped = [...single.slice(0, 1000)]
  for (let from = 1000; from < values.length; from += 15)
    grouped.push({ count: Math.min(15, values.length - from), sum: values.slice(from, from + 15).reduce((sum, value) => sum + value, 0) })
  const exact = topShareInterval(single, 0.1)!
  const quick = topShareInterval(grouped, 0.1)!
  expect(Math.abs(exact.low - quick.low)).toBeLessThan(0.006)
  expect(Math.abs(exact.high - quick.high)).toBeLessThan(0.006)
})

test('Poisson numbers have their mean for a variance, small or large', () => {
  for (const mean of [1, 12, 200]) {
    const next = random(mean)
    const drawn = Array.from({ length: 20_000 }, () => poisson(next, mean))
    const average = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    const variance = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / drawn.length
    expect(Math.abs(average / mean - 1)).toBeLessThan(0.03)
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.05)
  }
})

const each = (values: readonly number[]) => values.toSorted((a, b) => b - a).map((sum) => ({ count: 1, sum }))

test('Gini of 1 to n is (n − 1) ÷ 3n, of equal amounts 0, of one who holds everything 1 − 1/n', () => {
  expect(gini(each(Array.from({ length: 20 }, (_, index) => index + 1)))).toBeCloseTo(19 / 60, 12)
  expect(gini(each([4, 4, 4, 4]))).toBeCloseTo(0, 12)
  expect(gini([{ count: 40, sum: 160 }])).toBeCloseTo(0, 12)
  expect(gini(each([9, 0, 0, 0, 0, 0, 0, 0, 0, -3]))).toBeCloseTo(0.9, 12)
  expect(gini(each([0, -1]))).toBeNull()
})

test('of log-normal amounts Gini is 2Φ(σ/√2) − 1 (Aitchison & Brown 1957), and 95 % intervals hold it in 93 to 98 of 100', () => {
  const truth = 0.5204998778 // σ = 1: 2Φ(1/√2) − 1 = erf(1/2)
  let held = 0
  for (let seed = 1; seed <= 200; seed++) {
    const next = random(seed)
    const { low, high } = giniInterval(each(Array.from({ length: 300 }, () => Math.exp(normal(next)))), 400)!
    if (low <= truth && truth <= high) held++
  }
  expect(held / 200).toBeGreaterThanOrEqual(0.93)
  expect(held / 200).toBeLessThanOrEqual(0.985)
})
