import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closestUnimodal, unimodalFit } from './unimodal'

test('Barlow et al. 1972, pool adjacent violators, worked by hand: 3, 1, 2, 6, 4, 5 rises to 6 and falls after it', () => {
  expect(unimodalFit([3, 1, 2, 6, 4, 5])).toEqual([2, 2, 2, 6, 4.5, 4.5])
  expect(unimodalFit([1, 2, 5, 3, 3, 0])).toEqual([1, 2, 5, 3, 3, 0])
})

test('as many values, in order, between the first and the last; what has few kinds keeps them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 120 }),
      fc.boolean(),
      (some, isWhole) => {
        const sorted = Float64Array.from(some, (value) => (isWhole ? Math.round(value / 10) : value)).sort()
        const found = closestUnimodal(sorted)
        expect(found).toHaveLength(sorted.length)
        expect(found.toSorted()).toEqual(found)
        expect(found[0]).toBeGreaterThanOrEqual(sorted[0]! - 1e-9)
        expect(found.at(-1)).toBeLessThanOrEqual(sorted.at(-1)! + 1e-9)
        if (isWhole) for (const value of found) expect(sorted).toContain(value)
      },
    ),
  )
})
