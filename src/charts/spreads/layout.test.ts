import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutSpreads } from './layout'

const { rows, panels } = examples[0]!.props

test.each([320, 350, 704, 1040])('at %i px every mark lies in its panel, its quantiles in order, and panels side by side', (width) => {
  const layout = layoutSpreads({ rows, panels }, width)
  expect(layout.marks).toHaveLength(rows.length * panels.length)
  for (const { panel, y, line, box, dot } of layout.marks) {
    const own = layout.panels[panel]!
    expect(line[0]).toBeGreaterThanOrEqual(own.x - 0.5)
    expect(line[1]).toBeLessThanOrEqual(own.x + own.width + 0.5)
    expect([line[0], box[0], dot, box[1], line[1]]).toEqual([line[0], box[0], dot, box[1], line[1]].toSorted((a, b) => a - b))
    expect(y).toBeGreaterThan(own.y)
    expect(y).toBeLessThan(own.bottom)
  }
  for (const one of layout.panels) {
    expect(one.x + one.width).toBeLessThanOrEqual(width + 0.5)
    expect(one.bottom).toBeLessThanOrEqual(layout.height)
  }
  // A name at the left of every row of every line of panels.
  const lines = new Set(layout.panels.map(({ y }) => y)).size
  expect(layout.names).toHaveLength(lines * rows.length)
})
