import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutCohorts } from './layout'
import type { CohortGridProps } from './types'
import { measureCohorts } from './measure'

function draw(name: string, width: number, scroll?: { left: number; top: number }) {
  const props = examples.find((each) => each.name === name)?.props as CohortGridProps
  const frame = measureCohorts(props, width)
  return { props, frame, layout: layoutCohorts(props, frame, width, scroll) }
}

test.each([704, 350])('at %i px a year of months is drawn whole, every cell with its number', (width) => {
  const { props, frame, layout } = draw('months', width)
  const observed = [...props.cohorts, ...(props.total ? [props.total] : [])]
    .flatMap((cohort) => cohort.cells)
    .filter((cell) => cell !== null)
  expect(frame.content).toBeUndefined()
  expect(layout.cells).toHaveLength(observed.length)
  expect(layout.cells.every((cell) => /^\d+$/.test(cell.text))).toBe(true)
  expect(Math.max(...layout.cells.map((cell) => cell.x + cell.width))).toBeLessThanOrEqual(width)
})

test('cells are at least 24 px wide, however many there are', () => {
  expect(draw('days', 350).frame.cell).toBeGreaterThanOrEqual(24)
})

test('the row of all cohorts stands first, apart from the others', () => {
  const { layout } = draw('months', 704)
  const [total, first, second] = layout.names
  expect(total?.isTotal).toBe(true)
  expect((first?.y ?? 0) - (total?.y ?? 0)).toBeGreaterThan((second?.y ?? 0) - (first?.y ?? 0))
})

test('what is not complete has no colour', () => {
  const { props, layout } = draw('months', 704)
  for (const cell of layout.cells) {
    if (cell.isTotal) continue
    const { isComplete } = props.cohorts[Math.floor(cell.index / 12) - 1]?.cells[cell.index % 12] ?? {}
    expect(cell.colour === null).toBe(!isComplete)
  }
})

test('a place over a cell is that cell, and empty corners are none', () => {
  const { layout } = draw('months', 704)
  for (const cell of layout.cells) expect(layout.indexAt(cell.x + 5, cell.y + 5)).toBe(cell.index)
  expect(layout.indexAt(700, layout.height - 10)).toBe(-1)
  expect(layout.indexAt(5, 60)).toBe(-1)
})

test('a thousand days are scrolled: only what is in view is drawn, by whole cells', () => {
  const { frame, layout } = draw('days', 704, { left: 0, top: 0 })
  expect(layout.cells.length).toBeLessThan(1000)
  expect(frame.content?.height).toBeGreaterThan(1000 * frame.rowHeight)
  const moved = draw('days', 704, { left: 10 * frame.cell + 3, top: 100 * frame.rowHeight - 3 }).layout
  expect(moved.names[0]?.text).toBe('2022-04-11')
  expect(moved.columns[0]?.text).toBe('11')
  expect(moved.cells.map((cell) => [cell.x, cell.y]).slice(0, 3)).toEqual(layout.cells.map((cell) => [cell.x, cell.y]).slice(0, 3))
})

test('the keyboard brings a cell into view, at the end of everything too', () => {
  const { props, frame } = draw('days', 704)
  const index = 700 * props.periods.length + 90
  const at = draw('days', 704).layout.reveal(index)
  const box = draw('days', 704, at).layout.boxOf(index)
  expect(box.x).toBeGreaterThanOrEqual(frame.left)
  expect(box.x + box.width).toBeLessThanOrEqual(704)
  expect(box.y).toBeGreaterThanOrEqual(frame.bodyTop)
  expect(box.y + box.height).toBeLessThanOrEqual(draw('days', 704).layout.height)
})

test('outlined cells are found by cohort and period', () => {
  const { layout } = draw('months', 704)
  expect(layout.outlines).toHaveLength(11)
  expect(layout.outlines[0]).toEqual(layout.boxOf(12 + 10))
})
