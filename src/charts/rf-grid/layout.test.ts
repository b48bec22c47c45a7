import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutRf, type RfGridProps } from './layout'

function draw(name: string, width: number) {
  const props = examples.find((each) => each.name === name)?.props as RfGridProps
  return layoutRf(props, width)
}

test.each([1040, 704, 350])('at %i px areas of both squares are on one scale, and no square leaves its cell', (width) => {
  const { marks } = draw('fifths', width)
  const scales = marks.flatMap(({ cell, squares: [one, two] }) =>
    [
      [one.width, cell.share],
      [two.width, cell.second],
    ].filter(([, share]) => (share ?? 0) > 0.02),
  )
  const ratios = scales.map(([side, share]) => (side ?? 0) ** 2 / (share ?? 1))
  expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.03)
  for (const { box, squares } of marks)
    for (const square of squares) {
      expect(square.x + square.width).toBeLessThanOrEqual(box.x + box.width + 1)
      expect(square.y).toBeGreaterThanOrEqual(box.y - 1)
    }
})

test('the best level stands on top, frequency grows to the right', () => {
  const { marks } = draw('fifths', 704)
  expect(marks.slice(0, 6).map(({ cell }) => [cell.row, cell.column])).toEqual([
    [5, 1],
    [5, 2],
    [5, 3],
    [5, 4],
    [5, 5],
    [4, 1],
  ])
})

test('a region in two parts is named in both', () => {
  const { regions } = draw('thirds-with-a-bent-region', 704)
  expect(regions.filter((region) => region.key.startsWith('a '))).toHaveLength(2)
})

test('only the regions of the finding are outlined', () => {
  expect(draw('fifths', 704).regions.flatMap((region) => (region.outline ? [region.name.lines.join(' ')] : []))).toEqual([
    'At risk',
    'Can’t lose',
  ])
})

test('counts are printed in a wide picture only', () => {
  expect(draw('fifths', 704).marks.every((mark) => mark.count)).toBe(true)
  expect(draw('fifths', 350).marks.some((mark) => mark.count)).toBe(false)
})

test('nothing takes no room', () => {
  expect(draw('none', 704).height).toBe(0)
})
