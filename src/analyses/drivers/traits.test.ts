import { expect, test } from 'vitest'
import { FEWEST, traitsOf } from './traits'

const ratio = { column: 'price_ratio', label: 'Price', kind: 'number', isHabit: false, isAttribute: false } as const
const times = (count: number, value: number) => Array.from({ length: count }, () => value)
/** Of each trait its value, and how many have it. */
const found = (values: readonly number[]) =>
  traitsOf(ratio, values).map(({ value, has }) => [value, has.reduce((sum, one) => sum + Number(one === 1), 0)])

test('a price within one in a hundred is the same price', () => {
  expect(found([...times(40, 1.01), ...times(40, 0.99)])).toEqual([])
  expect(found([...times(40, 1.011), ...times(40, 1)])).toEqual([['rose', 40]])
  expect(found([...times(40, 0.989), ...times(40, 1)])).toEqual([['fell', 40]])
})

test('thirty on either side are compared, fewer are not', () => {
  expect(FEWEST).toBe(30)
  expect(found([...times(30, 2), ...times(30, 1)])).toEqual([['rose', 30]])
  expect(found([...times(29, 2), ...times(31, 1)])).toEqual([])
  expect(found([...times(31, 2), ...times(29, 1)])).toEqual([])
})
