import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examples } from './examples'
import { inside, layoutDotMap, MOST_DRAWN } from './layout'

const WIDTHS = [320, 350, 704, 1040]
const { dots, groups, ends } = examples[0]!.props

test.each(WIDTHS)('at %i px every dot is drawn once, within the frame, and no name lies over another', (width) => {
  const layout = layoutDotMap({ dots, groups, ends }, width)
  const marks = layout.groups.flatMap(({ dots: filled, rings }) => [...`${filled}${rings}`.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)])
  expect(marks).toHaveLength(dots.x.length)
  for (const [, x, y] of marks) {
    expect(Number(x)).toBeGreaterThanOrEqual(0)
    expect(Number(x)).toBeLessThanOrEqual(width)
    expect(Number(y)).toBeGreaterThanOrEqual(0)
    expect(Number(y)).toBeLessThanOrEqual(layout.height)
  }
  for (const anchor of ['start', 'end'] as const) {
    const own = layout.labels.filter((label) => label.anchor === anchor).sort((a, b) => a.y - b.y)
    for (const [place, label] of own.entries())
      if (place > 0) expect(label.y - 12).toBeGreaterThanOrEqual(own[place - 1]!.y + own[place - 1]!.height - 16)
  }
})

test('a point of the frame goes back to where it came from', () => {
  const layout = layoutDotMap({ dots, groups, ends }, 704)
  for (let index = 0; index < dots.x.length; index += 7) {
    const [x, y] = layout.unplace(layout.place([dots.x[index]!, dots.y[index]!]))
    expect(Math.abs(x - dots.x[index]!)).toBeLessThan(0.2)
    expect(Math.abs(y - dots.y[index]!)).toBeLessThan(0.2)
  }
})

test('of more dots than are seen apart an even sample is drawn', () => {
  const many = MOST_DRAWN * 3 + 1
  const own = Array.from({ length: many }, (_, index) => index % 97)
  const layout = layoutDotMap(
    { dots: { x: own, y: own, group: own.map(() => 0), isEdge: own.map(() => 0) }, groups: groups.slice(0, 1), ends },
    704,
  )
  expect(layout.drawn).toBeLessThanOrEqual(MOST_DRAWN)
  expect(layout.groups[0]!.dots.match(/M/g)).toHaveLength(layout.drawn)
})

test('inside a rectangle are those between its sides, whatever corner it begins at', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { maxLength: 40 }),
      fc.tuple(
        fc.integer({ min: -8, max: 0 }),
        fc.integer({ min: -8, max: 0 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
      ),
      fc.integer({ min: 0, max: 3 }),
      (points, [left, bottom, right, top], turn) => {
        // Between the whole numbers, so that none lies on a side.
        const corners = [
          [left - 0.5, bottom - 0.5],
          [right - 0.5, bottom - 0.5],
          [right - 0.5, top - 0.5],
          [left - 0.5, top - 0.5],
        ] as const
        const turned = [...corners.slice(turn), ...corners.slice(0, turn)]
        const expected = [...points.keys()].filter((index) => {
          const [x, y] = points[index]!
          return x >= left && x < right && y >= bottom && y < top
        })
        expect(inside({ x: points.map(([x]) => x), y: points.map(([, y]) => y) }, turned)).toEqual(expected)
      },
    ),
  )
})
