import { expect, test } from 'vitest'
import { certainty, isSure, precision } from './certainty'

test('an interval that touches no difference is half certain, one that crosses it less, one far from it nearly whole', () => {
  expect(certainty(0.2, { low: 0.1, high: 0.3 }, 0.1)).toBeCloseTo(0.5)
  expect(certainty(0.15, { low: 0.05, high: 0.25 }, 0.1)).toBeCloseTo(0.25)
  expect(certainty(0.6, { low: 0.5, high: 0.7 }, 0.1)).toBeCloseTo(0.9)
  expect(certainty(-0.4, { low: -0.6, high: -0.3 }, 0)).toBeCloseTo(0.875)
})

test('no interval is no certainty, no width is all of it', () => {
  expect(certainty(0.5, null, 0)).toBe(0)
  expect(certainty(0.5, { low: 0.5, high: 0.5 }, 0)).toBe(1)
})

test('a number by itself is never surer than a difference that is told apart (S10)', () => {
  expect(precision(0.9, { low: 0.89, high: 0.91 })).toBeLessThan(0.5)
  expect(precision(0.9, { low: 0.9, high: 0.9 })).toBe(0.5)
  expect(precision(0.02, { low: 0, high: 0.08 })).toBe(0)
  expect(precision(0.5, null)).toBe(0)
  expect(certainty(0.12, { low: 0.101, high: 0.14 }, 0.1)).toBeGreaterThan(0.5)
})

test('sure is under one chance in two hundred, and of many so many times less', () => {
  const within = (z: number) => ({ low: 1 - 1.959964 / z, high: 1 + 1.959964 / z })
  expect(isSure(1, within(2.82), 0)).toBe(true)
  expect(isSure(1, within(2.8), 0)).toBe(false)
  expect(isSure(1, within(3.48), 0, 10)).toBe(false)
  expect(isSure(1, within(3.49), 0, 10)).toBe(true)
  expect(isSure(1, null, 0)).toBe(false)
})
