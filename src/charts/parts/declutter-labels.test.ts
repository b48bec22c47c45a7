import fc from 'fast-check'
import { expect, test } from 'vitest'
import { declutterLabels } from './declutter-labels'

const label = (at: number, weight = 1, size = 16) => ({ at, size, weight })

test('labels that do not collide stay where they are', () => {
  expect(declutterLabels([label(20), label(60), label(100)], 0, 200, 16)).toEqual([20, 60, 100])
})

test('two that collide share the way: each moves half of the overlap', () => {
  expect(declutterLabels([label(50), label(54)], 0, 200, 16)).toEqual([44, 60])
})

test('the answer follows the order of the input', () => {
  expect(declutterLabels([label(54), label(50)], 0, 200, 16)).toEqual([60, 44])
})

test('a label at the edge is pushed inside', () => {
  expect(declutterLabels([label(2)], 0, 200, 16)).toEqual([8])
  expect(declutterLabels([label(199)], 0, 200, 16)).toEqual([192])
})

test('where one would move more than a line, the lightest goes', () => {
  const places = declutterLabels([label(50, 5), label(51, 1), label(52, 4), label(53, 3)], 0, 200, 16)
  expect(places[1]).toBeNull()
  expect(places.filter((place) => place !== null)).toHaveLength(3)
})

test('none at all', () => {
  expect(declutterLabels([], 0, 100, 16)).toEqual([])
})

test('whatever the wishes, labels never overlap, never leave the bounds and never move more than allowed', () => {
  const wishes = fc.array(fc.record({ at: fc.double({ min: 0, max: 300, noNaN: true }), size: fc.constant(16), weight: fc.nat(9) }), {
    maxLength: 25,
  })
  fc.assert(
    fc.property(wishes, (given) => {
      const places = declutterLabels(given, 0, 300, 16)
      const kept = places.filter((place): place is number => place !== null).sort((a, b) => a - b)
      places.forEach((place, index) => {
        if (place !== null) expect(Math.abs(place - (given[index]?.at ?? 0))).toBeLessThanOrEqual(16 + 1e-6)
      })
      kept.forEach((place, index) => {
        expect(place).toBeGreaterThanOrEqual(8 - 1e-6)
        expect(place).toBeLessThanOrEqual(292 + 1e-6)
        if (index > 0) expect(place - (kept[index - 1] ?? 0)).toBeGreaterThanOrEqual(16 - 1e-6)
      })
    }),
  )
})
