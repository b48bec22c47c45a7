import { expect, test } from 'vitest'
import type { TopRow } from './result'
import { drawnRows, foldRows, LEAST_DRAWN, partsAnything } from './top-rows'

function row(name: string | null, share: number, names = 1): TopRow {
  return { name, names, customers: 1, orders: 2, revenue: share * 100, churned: null, share }
}

const many = (share: number) => [...Array.from({ length: 20 }, (_, index) => row(`n${index}`, share)), row(null, 1 - 20 * share, 17)]

test('the rest holds what is not drawn, and everything adds up', () => {
  const folded = foldRows(many(0.04))
  expect(folded).toHaveLength(9)
  expect(folded.at(-1)).toMatchObject({ name: null, names: 29, customers: null, orders: 26 })
  expect(folded.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1)
})

test('nine rows are drawn as they are', () => {
  expect(foldRows(many(0.04).slice(0, 9))).toEqual(many(0.04).slice(0, 9))
})

test('a rest of more than half is said, not drawn', () => {
  expect(drawnRows(many(0.01)).some(({ name }) => name === null)).toBe(false)
  expect(drawnRows(many(0.049)).some(({ name }) => name === null)).toBe(false)
  expect(drawnRows(many(0.07).slice(0, 20)).some(({ name }) => name === null)).toBe(false)
  expect(drawnRows([...many(0.1).slice(0, 10), row(null, 0.0)]).some(({ name }) => name === null)).toBe(true)
})

test('names that are almost all different are no picture: eight bars of 0.0 (W10)', () => {
  expect(partsAnything(many(1 / 34_571))).toBe(false)
  expect(partsAnything([row('just under', LEAST_DRAWN - 1e-6), row(null, 0.99)])).toBe(false)
  expect(partsAnything([row('just enough', LEAST_DRAWN), row(null, 0.99)])).toBe(true)
})
