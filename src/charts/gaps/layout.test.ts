import { expect, test } from 'vitest'
import { examples } from './examples'
import { layoutGaps } from './layout'

const { props } = examples[0]!

test.each([320, 560, 704, 1040])('at %i px both sides stand on one scale between names and differences', (width) => {
  const layout = layoutGaps(props, width)
  const [first, last] = [layout.ticks[0]!, layout.ticks.at(-1)!]
  for (const [index, { one, other, y }] of layout.rows.entries()) {
    expect(y).toBeLessThan(layout.bottom)
    expect(Math.sign(one[1] - other[1])).toBe(Math.sign(props.rows[index]!.one.value - props.rows[index]!.other.value))
    for (const x of [...one, ...other]) {
      expect(x).toBeGreaterThanOrEqual(first.x - 0.5)
      expect(x).toBeLessThanOrEqual(layout.gapX)
    }
  }
  expect(last.x).toBeLessThan(layout.gapX)
})

test('a line parts the clear from what could be chance, and there is none where all is clear', () => {
  const layout = layoutGaps(props, 704)
  for (const { y, isClear } of layout.rows) expect(y < layout.divide!.y).toBe(isClear)
  expect(layoutGaps({ ...props, rows: props.rows.filter(({ isClear }) => isClear) }, 704).divide).toBeNull()
})
