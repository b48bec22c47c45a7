import { expect, test } from 'vitest'
import { certainty } from './certainty'

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
