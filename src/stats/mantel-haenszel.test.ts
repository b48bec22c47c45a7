import { expect, test } from 'vitest'
import { newcombe } from './newcombe'
import { riskDifference } from './mantel-haenszel'
import { random } from './random'

test('one stratum is the plain difference of two proportions, with the interval by Wald', () => {
  const found = riskDifference([{ one: 56, ofOne: 70, other: 48, ofOther: 80 }])!
  expect(found.value).toBeCloseTo(0.2, 12)
  // Newcombe 1998, table II, contrast (a), method 1: 0.0575 to 0.3425.
  expect(found.interval.low).toBeCloseTo(0.0575, 4)
  expect(found.interval.high).toBeCloseTo(0.3425, 4)
  expect(newcombe(48, 80, 56, 70).low).toBeGreaterThan(0)
})

test('what strata bring about together is taken away: Simpson’s paradox of the kidney stones (Charig and others 1986)', () => {
  // Open surgery cures 81 of 87 small and 192 of 263 large stones; puncture 234 of 270 and 55 of 80: fewer in sum, more in each.
  const small = { one: 81, ofOne: 87, other: 234, ofOther: 270 }
  const large = { one: 192, ofOne: 263, other: 55, ofOther: 80 }
  const whole = { one: 273, ofOne: 350, other: 289, ofOther: 350 }
  expect(riskDifference([whole])!.value).toBeLessThan(0)
  const found = riskDifference([small, large])!
  // (81·270 − 234·87)/357 + (192·80 − 55·263)/343, over 87·270/357 + 263·80/343.
  expect(found.value).toBeCloseTo(0.05384, 5)
  expect(found).toMatchObject({ compared: 350, observed: 273 })
})

test('strata without anybody on one side say nothing', () => {
  expect(riskDifference([{ one: 3, ofOne: 9, other: 0, ofOther: 0 }])).toBeNull()
})

test('of a thousand tables without a difference between 93 and 97 in a hundred intervals hold nothing', () => {
  const next = random(9)
  const draw = (of: number, rate: number) => Array.from({ length: of }, () => Number(next() < rate)).reduce((sum, one) => sum + one, 0)
  let held = 0
  for (let table = 0; table < 1000; table++) {
    const strata = [0.2, 0.5, 0.8].map((rate) => ({ one: draw(30, rate), ofOne: 30, other: draw(60, rate), ofOther: 60 }))
    const { interval } = riskDifference(strata)!
    held += Number(interval.low <= 0 && interval.high >= 0)
  }
  expect(held).toBeGreaterThan(925)
  expect(held).toBeLessThan(975)
})
