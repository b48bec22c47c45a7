import { expect, test } from 'vitest'
import { chiSquareTail } from './chi-square'
import { logGamma, upperGamma } from './gamma'
import { normalShare, twoSidedTail } from './normal'

test('logarithms of the gamma function: Γ(½) = √π, Γ(5) = 24, Γ(100.5) by SciPy', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14)
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 13)
  expect(logGamma(100.5)).toBeCloseTo(361.43554046777757, 10)
  expect(logGamma(1e-3)).toBeCloseTo(6.907178885383853, 12)
})

test('tails of chi-square at the table values of 5 % and 1 %', () => {
  const table = [
    [3.841458820694124, 1, 0.05],
    [5.991464547107979, 2, 0.05],
    [7.814727903251179, 3, 0.05],
    [18.307038053275146, 10, 0.05],
    [6.634896601021213, 1, 0.01],
    [23.209251158954356, 10, 0.01],
    [124.34211340400407, 100, 0.05],
  ] as const
  for (const [statistic, df, p] of table) expect(chiSquareTail(statistic, df)).toBeCloseTo(p, 12)
})

test('far tails keep their relative precision (R 4.2.2: InternetService, PaymentMethod, waltons, dd)', () => {
  const far = [
    [520.120608, 2, 1.1408931449e-113],
    [865.239463, 3, 3.066529223e-187],
    [122.249126, 1, 2.0359832223e-28],
    [322.599078, 5, 1.381485069413e-67],
  ] as const
  for (const [statistic, df, p] of far) expect(chiSquareTail(statistic, df) / p).toBeCloseTo(1, 5)
})

test('with two degrees of freedom the tail is exp(−x/2)', () => {
  for (const x of [0, 0.1, 1, 5, 50, 700]) expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 11)
})

test('nothing or no degree of freedom is no evidence, and there is no end to it', () => {
  expect(chiSquareTail(0, 3)).toBe(1)
  expect(chiSquareTail(4, 0)).toBe(1)
  expect(upperGamma(2, Infinity)).toBe(0)
})

test('the normal distribution: 95 % within 1.959964, and its tails', () => {
  expect(twoSidedTail(1.959963984540054)).toBeCloseTo(0.05, 14)
  expect(normalShare(0)).toBe(0.5)
  expect(normalShare(-1)).toBeCloseTo(0.15865525393145707, 14)
  expect(normalShare(2.5)).toBeCloseTo(0.9937903346742238, 14)
  expect(twoSidedTail(-10) / 1.523970604832094e-23).toBeCloseTo(1, 11)
})
