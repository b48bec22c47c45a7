import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutTimeline, nearest } from './layout'

const [all, lanes] = examples.map(({ props }) => props) as [(typeof examples)[0]['props'], (typeof examples)[0]['props']]

test('amounts stand on the axis in proportion, returns hang below it, other things lie in lanes', () => {
  const { marks, axisY, lanes: rows } = layoutTimeline(all, 704)
  const placed = marks.map((mark) => ({ ...mark, ...all.happenings[mark.index]! }))
  const orders = placed.filter(({ lane, amount }) => lane === 'orders' && amount! > 0)
  const perUnit = orders.map(({ y, amount }) => (axisY - y) / amount!)
  for (const one of perUnit) expect(one).toBeCloseTo(perUnit[0]!, 2)
  expect(placed.filter(({ isBelow }) => isBelow).map(({ amount }) => amount)).toEqual([-30])
  expect(rows.map(({ name }) => name)).toEqual(['tickets', 'feedback'])
})

test('zoomed in, only what lies within is drawn, and keeps its place among all', () => {
  const from = all.from + 50 * 86_400_000
  const { marks, left, right } = layoutTimeline({ ...all, from, until: from + 20 * 86_400_000 }, 704)
  expect(marks.map(({ index }) => all.happenings[index]!.what)).toEqual(['Order 5', 'Delivery, opened', 'Return', 'Delivery, closed'])
  expect(marks.every(({ x }) => x >= left && x <= right)).toBe(true)
})

test('without amounts there is no upright axis', () => {
  expect(layoutTimeline(lanes, 350).yTicks).toEqual([])
})

test('the mark under a point is the nearest in reach', () => {
  const layout = layoutTimeline(all, 704)
  const { x, y } = layout.marks[3]!
  expect(nearest(layout, x + 3, y - 2)).toBe(3)
  expect(nearest(layout, x, y - 900)).toBe(-1)
})
