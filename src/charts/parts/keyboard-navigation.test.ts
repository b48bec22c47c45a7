import { expect, test } from 'vitest'
import { acrossGrid, alongLine } from './keyboard-navigation'

test('a line is entered at its start and walked by both pairs of arrows', () => {
  const move = alongLine(3)
  expect(move('ArrowRight', -1)).toBe(0)
  expect(move('ArrowRight', 0)).toBe(1)
  expect(move('ArrowDown', 1)).toBe(2)
  expect(move('ArrowUp', 2)).toBe(1)
})

test('a line ends at its ends; Home and End go there', () => {
  const move = alongLine(3)
  expect(move('ArrowRight', 2)).toBe(2)
  expect(move('ArrowLeft', 0)).toBe(0)
  expect(move('End', 0)).toBe(2)
  expect(move('Home', 2)).toBe(0)
})

// A triangle of cohorts: row 0 has three cells, row 1 two, row 2 one.
const ROW_STARTS = [0, 3, 5]
const LENGTHS = [3, 2, 1]
const triangle = acrossGrid(
  3,
  3,
  ({ row, column }) => (column < (LENGTHS[row] ?? 0) ? (ROW_STARTS[row] ?? 0) + column : -1),
  (index) => {
    const row = index < 3 ? 0 : index < 5 ? 1 : 2
    return { row, column: index - (ROW_STARTS[row] ?? 0) }
  },
)

test('a grid is walked in two dimensions and entered at its first cell', () => {
  expect(triangle('ArrowDown', -1)).toBe(0)
  expect(triangle('ArrowDown', 0)).toBe(3)
  expect(triangle('ArrowRight', 3)).toBe(4)
  expect(triangle('ArrowUp', 4)).toBe(1)
})

test('a cell that is not there is not entered', () => {
  expect(triangle('ArrowDown', 2)).toBe(2)
  expect(triangle('ArrowRight', 4)).toBe(4)
})

test('Home and End go along the row, to its last cell that is there', () => {
  expect(triangle('End', 3)).toBe(4)
  expect(triangle('Home', 2)).toBe(0)
})
