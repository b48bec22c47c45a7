import { expect, test } from 'vitest'
import { WHOLE_SHARE } from '../parts/unit'
import { examples, multiples } from './examples'
import { layoutLines } from './layout'
import type { LinesProps, Point } from './types'
import { nearestPoint, readPoint } from './point'
import { layoutSmallMultiples } from './small-multiples'
import { tracePoints } from './trace'

const SCALES = { x: (value: number) => value * 10, y: (value: number) => 100 - value * 100 }
const points = (shares: readonly number[], more: (index: number) => Partial<Point> = () => ({})): Point[] =>
  shares.map((y, index) => ({ x: index, y, ...more(index) }))

function example(name: string): LinesProps {
  const found = examples.find((each) => each.name === name)
  if (!found) throw new Error(name)
  return found.props
}

test('retention runs straight from point to point, survival in steps', () => {
  const shares = points([1, 0.5, 0.25])
  expect(tracePoints(shares, SCALES, 'straight', 30).runs.map((run) => run.d)).toEqual(['M0,0L10,50L20,75'])
  expect(tracePoints(shares, SCALES, 'step', 30).runs.map((run) => run.d)).toEqual(['M0,0L10,0L10,50L20,50L20,75'])
})

test('where fewer than 30 are left there are dots and no band', () => {
  const few = points([1, 0.8, 0.6, 0.4], (index) => ({ n: index < 2 ? 100 : 29, low: 0.1, high: 1 }))
  const trace = tracePoints(few, SCALES, 'step', 30)
  expect(trace.runs.map((run) => run.stroke)).toEqual(['whole', 'few'])
  expect(trace.bands).toHaveLength(1)
  expect(trace.bands[0]).not.toContain('20')
})

test('what is not complete is dashed', () => {
  const open = points([1, 0.8, 0.6], (index) => ({ isOpen: index === 2 }))
  expect(tracePoints(open, SCALES, 'straight', 30).runs.map((run) => run.stroke)).toEqual(['whole', 'open'])
})

test('the band of a step holds each interval until the next one', () => {
  const steps = points([1, 0.5], (index) => ({ low: index === 0 ? 0.9 : 0.4, high: index === 0 ? 1 : 0.6 }))
  expect(tracePoints(steps, SCALES, 'step', 30).bands).toEqual(['M0,0L10,0L10,40L10,60L10,10L0,10Z'])
})

test('a point that stands alone has a whisker instead of a band', () => {
  const alone = points([0.5], () => ({ low: 0.4, high: 0.6, n: 100 }))
  expect(tracePoints(alone, SCALES, 'straight', 30).whiskers).toEqual(['M0 60V40'])
})

test('names at the ends of lines do not overlap; those that would have to move too far are in the tooltip only', () => {
  const { lines } = layoutLines(example('ends-collide'), 704)
  const ys = lines.flatMap((line) => (line.label ? [line.label.y] : [])).sort((a, b) => a - b)
  expect(ys.length).toBeGreaterThan(3)
  ys.slice(1).forEach((y, index) => expect(y - (ys[index] ?? 0)).toBeGreaterThanOrEqual(16))
})

test('numbers at risk are those of the last point at or before the tick', () => {
  const { counts } = layoutLines(example('survival'), 704)
  expect(counts?.rows[0]?.cells[0]?.text).toBe('3,875')
  expect(counts?.rows[0]?.cells.map((cell) => Number(cell.text.replace(',', '')))).toEqual(
    counts?.rows[0]?.cells.map((cell) => Number(cell.text.replace(',', ''))).toSorted((a, b) => b - a),
  )
})

test('the marked point has guides to both axes and the interval of x on the axis', () => {
  const { marked, axisY, left } = layoutLines(example('survival'), 704)
  expect(marked?.guide).toBe(`M${left} ${marked?.y}H${marked?.x}V${axisY}`)
  expect(marked?.interval?.from).toBeLessThan(marked?.x ?? 0)
  expect(marked?.interval?.to).toBeGreaterThan(marked?.x ?? 0)
})

test('the nearest point is in hand; beside the lines none is', () => {
  const layout = layoutLines(example('one-series'), 704)
  const third = layout.marks[2]
  expect(nearestPoint(layout.marks, (third?.x ?? 0) + 3, 200, layout)).toBe(2)
  expect(nearestPoint(layout.marks, 2, 200, layout)).toBe(-1)
})

test('a tooltip says place, value, interval and n', () => {
  const series = { key: 'a', name: 'Dec 2010', points: [], customers: 885 }
  const point = { x: 7, y: 0.26, low: 0.214, high: 0.312, n: 300 }
  const reading = readPoint({ series, point }, { format: String, name: (x) => `month ${x}` }, WHOLE_SHARE, true)
  expect(reading.name).toBe('Dec 2010, month 7')
  expect(reading.lines.slice(1)).toEqual(['95\u202f% interval 21\u00a0to\u00a031', 'n = 300'])
})

test('small multiples share their axes, and each shows the others as ghosts', () => {
  const props = multiples[0]?.props
  if (!props) throw new Error('no example')
  const wide = layoutSmallMultiples(props, 704)
  expect(wide.panels.map((panel) => panel.isFirstOfRow)).toEqual([true, false, false, false])
  expect(wide.panels.every((panel) => panel.ghosts.length === 3)).toBe(true)
  const tops = new Set(wide.panels.map((panel) => panel.yTicks.map((tick) => tick.at).join()))
  expect(tops.size).toBe(1)
  expect(layoutSmallMultiples(props, 350).panels.map((panel) => panel.isFirstOfRow)).toEqual([true, false, true, false])
})
