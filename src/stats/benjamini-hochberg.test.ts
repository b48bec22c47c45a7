import fc from 'fast-check'
import { expect, test } from 'vitest'
import { benjaminiHochberg } from './benjamini-hochberg'

test('Benjamini & Hochberg 1995, §3.2: of fifteen hypotheses the first four pass at 0.05', () => {
  const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
  const q = benjaminiHochberg(p)
  expect(q.filter((value) => value <= 0.05)).toHaveLength(4)
  expect(q[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
  expect(q[14]).toBe(1)
})

test('q-values are in the order of the p-values, never below them and never over 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (p) => {
      const q = benjaminiHochberg(p)
      expect(q).toHaveLength(p.length)
      for (const [index, value] of q.entries()) {
        expect(value).toBeGreaterThanOrEqual(p[index]!)
        expect(value).toBeLessThanOrEqual(1)
        for (const [other, rival] of q.entries()) if (p[other]! < p[index]!) expect(rival).toBeLessThanOrEqual(value)
      }
    }),
  )
})
