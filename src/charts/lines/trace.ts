import type { Stroke, Trace } from './types'
import { area, curveLinear, curveStepAfter, line, pairs } from 'd3'
import { round } from '../parts/round'
import type { Point } from './types'

interface Scales {
  x(value: number): number
  y(value: number): number
}

/** How a series is drawn: solid, dotted where fewer than `few` are left, dashed to points that are not complete. */
export function tracePoints(points: readonly Point[], scales: Scales, shape: 'straight' | 'step', few: number): Trace {
  const strokeOf = (point: Point): Stroke => (point.isOpen ? 'open' : point.n !== undefined && point.n < few ? 'few' : 'whole')
  // A value holds from its x on.
  const curve = shape === 'step' ? curveStepAfter : curveLinear
  const x = (point: Point) => scales.x(point.x)
  const path = line<Point>(x, (point) => scales.y(point.y))
    .curve(curve)
    .digits(1)
  const band = area<Bounded>(
    x,
    (point) => scales.y(point.low),
    (point) => scales.y(point.high),
  )
    .curve(curve)
    .digits(1)
  const stretches = boundedStretches(points, (point) => strokeOf(point) === 'whole')
  return {
    runs: alike(points, strokeOf).map((run) => ({ stroke: run.stroke, d: path(run.points) ?? '' })),
    bands: stretches.filter((stretch) => stretch.length > 1).map((stretch) => band(stretch) ?? ''),
    whiskers: stretches
      .filter((stretch) => stretch.length === 1)
      .flatMap((stretch) =>
        stretch.map((point) => `M${round(scales.x(point.x))} ${round(scales.y(point.low))}V${round(scales.y(point.high))}`),
      ),
  }
}

/** Stretches that end in points of the same stroke; each begins where the one before it ends. */
function alike(points: readonly Point[], strokeOf: (point: Point) => Stroke): readonly { stroke: Stroke; points: Point[] }[] {
  const runs: { stroke: Stroke; points: Point[] }[] = []
  for (const [before, point] of pairs(points)) {
    const stroke = strokeOf(point)
    const last = runs.at(-1)
    if (last?.stroke === stroke) last.points.push(point)
    else runs.push({ stroke, points: [before, point] })
  }
  return runs
}

type Bounded = Point & { readonly low: number; readonly high: number }

function boundedStretches(points: readonly Point[], isSure: (point: Point) => boolean): Bounded[][] {
  const stretches: Bounded[][] = [[]]
  for (const point of points) {
    if (point.low !== undefined && point.high !== undefined && isSure(point)) stretches.at(-1)?.push(point as Bounded)
    else stretches.push([])
  }
  return stretches
}
