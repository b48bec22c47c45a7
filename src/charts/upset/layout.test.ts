import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutUpset } from './layout'

const { sets, combinations, amount } = examples[0]!.props

test.each([320, 520, 704, 1040])('at %i px dots stand under their sets and before the bars, and bars keep in their width', (width) => {
  const layout = layoutUpset({ sets, combinations, amount }, width)
  expect(layout.rows).toHaveLength(combinations.length)
  for (const row of layout.rows) {
    expect(row.y).toBeLessThan(layout.height)
    for (const [place, { x }] of row.dots.entries()) expect(x).toBe(layout.sets[place]!.x)
    for (const bar of row.bars) {
      expect(bar.x).toBeGreaterThan(layout.sets.at(-1)!.x)
      expect(bar.x + bar.width).toBeLessThan(width)
    }
  }
  const [first, second] = layout.rows
  expect(first!.bars[0]!.width).toBeGreaterThan(second!.bars[0]!.width)
  expect(layout.rows[2]).toMatchObject({ dots: [], line: null })
})

test('those that hold the first set stand above a line', () => {
  const layout = layoutUpset({ sets, combinations, amount }, 704)
  for (const row of layout.rows) expect(row.y < layout.divide!).toBe(row.isFirst)
  expect(layoutUpset(examples[1]!.props, 704).divide).toBeNull()
})
