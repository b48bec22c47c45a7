import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutLifelines, type LifelinesProps } from './layout'

const year = examples[0]?.props as LifelinesProps

test('a row is a customer, from the first order to the last, in the order of first orders', () => {
  const { rows } = layoutLifelines(year, 1040)
  expect(rows).toHaveLength(year.lifelines.length)
  expect(rows.map((row) => row.from)).toEqual(rows.map((row) => row.from).toSorted((a, b) => a - b))
})

test('a larger amount is a larger dot, and the smallest can still be seen', () => {
  const { rows } = layoutLifelines({ ...year, lifelines: [{ key: 'a', times: [year.from, year.until], amounts: [0, 100] }] }, 1040)
  const [small, large] = rows[0]?.dots.map((dot) => dot.r) ?? []
  expect(small).toBeGreaterThan(1)
  expect(large).toBeGreaterThan(small ?? 0)
})

test('silence runs from the last order to the end', () => {
  const { silence, rows } = layoutLifelines(year, 1040)
  expect(silence?.from).toBe(rows.find((row) => row.isHighlighted)?.to)
  expect(silence?.to).toBeGreaterThan(silence?.from ?? 0)
})

test('on a phone every other row is drawn, the highlighted one always', () => {
  const { rows } = layoutLifelines(year, 350)
  expect(rows.length).toBeLessThan(year.lifelines.length)
  expect(rows.some((row) => row.isHighlighted)).toBe(true)
})
