import { expect, test } from 'vitest'
import { textWidth } from '../parts/text-width'
import { COUNT } from '../parts/unit'
import { months } from './examples'
import { layoutColumns } from './layout'

const columns = (count: number) =>
  Array.from({ length: count }, (_unused, index) => ({ key: String(index), name: String(index), tick: String(index) }))
const draw = (values: readonly (number | null)[], width = 704, focus?: string[]) =>
  layoutColumns({ columns: columns(values.length), panels: [{ key: 'a', unit: COUNT, values }], focus }, width)

test('heights are proportional to values and stand on the axis', () => {
  const { panels, axisY } = draw([10, 20, 40])
  const bars = panels[0]?.bars ?? []
  expect(bars.map((bar) => bar.y + bar.height)).toEqual([axisY, axisY, axisY])
  expect((bars[2]?.height ?? 0) / (bars[0]?.height ?? 1)).toBeCloseTo(4, 1)
})

test('a value that is not known leaves a gap, not a bar of 0', () => {
  expect(draw([10, null, 40]).panels[0]?.bars.map((bar) => bar.index)).toEqual([0, 2])
})

test('values in focus are said; without a focus all where all fit, else the highest and the last', () => {
  const many = Array.from({ length: 60 }, (_unused, index) => (index === 30 ? 90_000 : 40_000 + index))
  expect(draw([10, 20, 40]).panels[0]?.labels).toHaveLength(3)
  expect(draw([10, 20, 40], 704, ['1']).panels[0]?.labels.map((label) => label.index)).toEqual([1])
  expect(draw(many, 704, ['5']).panels[0]?.labels.map((label) => label.index)).toEqual([5])
  expect(draw(many).panels[0]?.labels.map((label) => label.index)).toEqual([30, 59])
})

test('labels of values stay inside the picture', () => {
  for (const { labels } of draw(
    Array.from({ length: 40 }, () => 123_456),
    350,
  ).panels)
    for (const label of labels) expect(label.x).toBeLessThanOrEqual(350)
})

test('bars thinner than can be told apart become one outline, which keeps the highest of each pixel', () => {
  const { panels } = draw(
    Array.from({ length: 5000 }, (_unused, index) => (index === 2500 ? 100 : 1)),
    704,
  )
  expect(panels[0]?.bars).toHaveLength(0)
  expect(panels[0]?.shapes).toHaveLength(1)
  expect(panels[0]?.shapes[0]?.d).toContain(`V20H`)
})

test('ticks under the axis do not collide, and a year is said once', () => {
  for (const width of [704, 350]) {
    const layout = layoutColumns({ columns: months, panels: [{ key: 'a', unit: COUNT, values: months.map(() => 1) }] }, width)
    const gaps = layout.ticks.slice(1).map((tick, index) => tick.x - (layout.ticks[index]?.x ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(24)
    expect(new Set(layout.groups.map((group) => group.text)).size).toBe(layout.groups.length)
  }
})

const ticked = (texts: readonly string[], width: number) =>
  layoutColumns(
    {
      columns: texts.map((tick, index) => ({ key: String(index), name: tick, tick })),
      panels: [{ key: 'a', unit: COUNT, values: texts.map(() => 1) }],
    },
    width,
  )

test('every column has its tick as long as each has eight pixels to spare, and then every second', () => {
  const texts = Array.from({ length: 10 }, () => 'January')
  const { left } = ticked(texts, 704)
  const just = left + 10 * (textWidth('January') + 8)
  expect(ticked(texts, just + 0.001).ticks).toHaveLength(10)
  expect(ticked(texts, just - 0.01).ticks).toHaveLength(5)
})

test('ticks keep eight pixels between them and stay in the picture, whatever their number and length', () => {
  const offences: string[] = []
  for (const width of [350, 704])
    for (const long of ['7', 'May', '2024-W17', 'a quarter of a year'])
      for (let count = 1; count <= 130; count++) {
        const { ticks } = ticked(
          Array.from({ length: count }, () => long),
          width,
        )
        const half = textWidth(long) / 2
        for (const [index, { x }] of ticks.entries()) {
          const from = index > 0 ? (ticks[index - 1]?.x ?? 0) + half + 8 : -Infinity
          // Places are rounded to tenths.
          if (x + half > width + 0.1 || x - half < from - 0.11) offences.push(`${count} × ${long} in ${width}: ${x}`)
        }
      }
  expect(offences).toEqual([])
})

test('a place over a column is that column; left of the axis is none', () => {
  const layout = draw([1, 2, 3, 4])
  expect(layout.columnAt(layout.left + 1)).toBe(0)
  expect(layout.columnAt(0)).toBe(-1)
})

test('nothing takes no room', () => {
  expect(draw([]).height).toBe(0)
})
