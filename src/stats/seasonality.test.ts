import { expect, test } from 'vitest'
import { poisson, random } from './random'
import { cycleSeason, studentQuantile, weekdaySeason } from './seasonality'

test('tables of Student’s t, 97.5 %: 2.447 of six degrees, 2.179 of twelve, 2.064 of twenty-four, 1.980 of 120', () => {
  for (const [freedom, t] of [
    [6, 2.447],
    [12, 2.179],
    [24, 2.064],
    [120, 1.98],
  ] as const)
    expect(studentQuantile(freedom)).toBeCloseTo(t, 2)
})

const SEASON = [0.8, 0.8, 1, 1, 1.1, 1, 0.7, 0.8, 1, 1.1, 1.2, 1.5]

test('a season under a trend is found month by month, and its months are one ordinary month together', () => {
  const scale = SEASON.reduce((sum, value) => sum + Math.log(value), 0) / 12
  const totals = Array.from({ length: 48 }, (_, month) => 1000 * 1.02 ** month * SEASON[(month + 3) % 12]!)
  const { indices, p } = cycleSeason(totals, 12, 3)!
  expect(p).toBe(0.002)
  for (const { position, index } of indices) expect(Math.abs(index / (SEASON[position]! / Math.exp(scale)) - 1)).toBeLessThan(0.03)
  expect(indices.reduce((product, { index }) => product * index, 1)).toBeCloseTo(1, 9)
})

test('weekdays: what was planted lies within its interval, and all seven make a week', () => {
  const next = random(2)
  const planted = [1, 1, 1, 1.2, 1.4, 0.8, 0.6]
  const { indices, p } = weekdaySeason(Array.from({ length: 60 }, () => planted.map((own) => poisson(next, 20 * own))))!
  expect(p).toBe(0.002)
  expect(indices.reduce((sum, { index }) => sum + index, 0)).toBeCloseTo(7, 9)
  for (const { position, low, high } of indices) {
    expect(low).toBeLessThan(planted[position]! + 0.03)
    expect(high).toBeGreaterThan(planted[position]! - 0.03)
  }
})

test('days and months by chance: about one in twenty is said to have a season, and intervals hold 1, seeds 1 to 100', () => {
  let [weeks, months, outside, all] = [0, 0, 0, 0]
  for (let seed = 1; seed <= 100; seed++) {
    const next = random(seed)
    const week = weekdaySeason(Array.from({ length: 30 }, () => Array.from({ length: 7 }, () => poisson(next, 6))))!
    const month = cycleSeason(
      Array.from({ length: 36 }, (_, at) => poisson(next, 200 + 3 * at)),
      12,
      0,
    )!
    weeks += Number(week.p <= 0.05)
    months += Number(month.p <= 0.05)
    for (const { low, high } of [...week.indices, ...month.indices]) {
      outside += Number(low > 1 || high < 1)
      all++
    }
  }
  expect(weeks).toBeLessThanOrEqual(10)
  expect(months).toBeLessThanOrEqual(10)
  expect(outside / all).toBeGreaterThan(0.02)
  expect(outside / all).toBeLessThan(0.08)
})

test('too little is no season', () => {
  expect(
    cycleSeason(
      Array.from({ length: 29 }, () => 5),
      12,
      0,
    ),
  ).toBeNull()
  expect(
    cycleSeason(
      Array.from({ length: 36 }, () => 0),
      12,
      0,
    ),
  ).toBeNull()
  expect(weekdaySeason(Array.from({ length: 7 }, () => [1, 1, 1, 1, 1, 1, 1]))).toBeNull()
})
