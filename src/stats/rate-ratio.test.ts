import { expect, test } from 'vitest'
import { rateRatio } from './rate-ratio'

test('41 against 15 cases in equal time, by hand: 2.733 with a 95 % interval of 1.513 to 4.938', () => {
  const { ratio, low, high } = rateRatio(41, 15)
  expect(ratio).toBeCloseTo(2.7333, 4)
  expect(low).toBeCloseTo(2.7333 * Math.exp(-1.959964 * Math.sqrt(1 / 41 + 1 / 15)), 3)
  expect(low).toBeCloseTo(1.513, 2)
  expect(high).toBeCloseTo(4.938, 2)
})

test('the interval of b / a is that of a / b turned round, and more counts make it narrower', () => {
  const one = rateRatio(30, 20)
  const turned = rateRatio(20, 30)
  expect(turned.low).toBeCloseTo(1 / one.high, 12)
  expect(turned.high).toBeCloseTo(1 / one.low, 12)
  const more = rateRatio(300, 200)
  expect(more.high / more.low).toBeLessThan(one.high / one.low)
})

test('nothing counted has no ratio', () => {
  expect(() => rateRatio(0, 3)).toThrow(RangeError)
  expect(() => rateRatio(3, 0)).toThrow(RangeError)
})
