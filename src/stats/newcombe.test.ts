import { expect, test } from 'vitest'
import { newcombe } from './newcombe'

test('Newcombe: 200 of 4,000 against 250 of 4,000 differ by 0.0023979 to 0.0226479', () => {
  const { low, high } = newcombe(200, 4000, 250, 4000)
  expect(low).toBeCloseTo(0.0023979, 6)
  expect(high).toBeCloseTo(0.0226479, 6)
})

test('Newcombe 1998, table II (a): 56 of 70 against 48 of 80 differ by 0.0524 to 0.3339', () => {
  const { low, high } = newcombe(48, 80, 56, 70)
  expect(low).toBeCloseTo(0.0524, 4)
  expect(high).toBeCloseTo(0.3339, 4)
})

test('turning the two around turns the interval around', () => {
  const { low, high } = newcombe(3, 40, 9, 25)
  const turned = newcombe(9, 25, 3, 40)
  expect(turned.low).toBeCloseTo(-high, 12)
  expect(turned.high).toBeCloseTo(-low, 12)
})

test('nothing tried says nothing: −1 to 1', () => {
  expect(newcombe(0, 0, 5, 9)).toEqual({ low: -1, high: 1 })
})
