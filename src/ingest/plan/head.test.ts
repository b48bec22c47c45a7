import { expect, test } from 'vitest'
import { usualWidth } from './head'

/** Records of so many fields each. */
const records = (...widths: readonly number[]) =>
  widths.map((width, index) => ({ line: index + 1, cells: Array.from({ length: width }, () => 'x') }))
const times = (count: number, width: number) => Array.from({ length: count }, () => width)

test('lines of one field are titles and remarks before they are rows: up to four of them for each wider record', () => {
  expect(usualWidth(records(...times(8, 1), ...times(2, 3))).width).toBe(3)
  expect(usualWidth(records(...times(9, 1), ...times(2, 3))).width).toBe(1)
})

test('of two widths the more common one is usual, and the first one where they are as common', () => {
  expect(usualWidth(records(...times(2, 3), ...times(3, 4))).width).toBe(4)
  expect(usualWidth(records(...times(3, 3), ...times(3, 4))).width).toBe(3)
})

test('rows are as long as they like from five lengths on of which none has half of the records', () => {
  expect(usualWidth(records(2, 3, 4, 5, 6))).toEqual({ width: 6, isRagged: true })
  expect(usualWidth(records(2, 3, 4, 5))).toEqual({ width: 2, isRagged: false })
  expect(usualWidth(records(2, 3, 4, 5, ...times(4, 6)))).toEqual({ width: 6, isRagged: false })
  expect(usualWidth(records(2, 3, 4, 5, 7, ...times(4, 6)))).toEqual({ width: 7, isRagged: true })
})
