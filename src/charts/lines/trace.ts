import { round } from '../parts/round'
import type { Point } from './layout'

export type Stroke = 'whole' | 'few' | 'open'

export interface Trace {
  /** Stretches of one line that are drawn alike. */
  readonly runs: readonly { readonly stroke: Stroke; readonly d: string }[]
  /** The interval, as closed outlines; left out where few stand behind it. */
  readonly bands: readonly string[]
  /** The interval of a point that stands alone. */
  readonly whiskers: readonly string[]
}

interface Scales {
  x(value: number): number
  y(value: number): number
}

/** How a series is drawn: solid, dotted where fewer than `few` are left, dashed to points that are not complete. */
export function tracePoints(points: readonly Point[], scales: Scales, shape: 'straight' | 'step', few: number): Trace {
  const strokeOf = (point: Point): Stroke => (point.isOpen ? 'open' : point.n !== undefined && point.n < few ? 'few' : 'whole')
  const runs: { stroke: Stroke; d: string }[] = []
  points.forEach((point, index) => {
    const before = points[index - 1]
    if (!before) return
    const stroke = strokeOf(point)
    const [x, y] = [round(scales.x(point.x)), round(scales.y(point.y))]
    const last = runs.at(-1)
    const segment = shape === 'step' ? `H${x}V${y}` : `L${x} ${y}`
    if (last?.stroke === stroke) last.d += segment
    else runs.push({ stroke, d: `M${round(scales.x(before.x))} ${round(scales.y(before.y))}${segment}` })
  })
  const stretches = boundedStretches(points, (point) => strokeOf(point) === 'whole')
  return {
    runs,
    bands: stretches.filter((stretch) => stretch.length > 1).map((stretch) => outline(stretch, scales, shape)),
    whiskers: stretches
      .filter((stretch) => stretch.length === 1)
      .flatMap((stretch) =>
        stretch.map((point) => `M${round(scales.x(point.x))} ${round(scales.y(point.low))}V${round(scales.y(point.high))}`),
      ),
  }
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

function outline(stretch: readonly Bounded[], scales: Scales, shape: 'straight' | 'step'): string {
  const there = stretch.map((point) => [round(scales.x(point.x)), round(scales.y(point.high))] as const)
  const back = stretch.map((point) => [round(scales.x(point.x)), round(scales.y(point.low))] as const).reverse()
  const [first, ...others] = there
  const [last, ...returning] = back
  const forth = others.map(([x, y]) => (shape === 'step' ? `H${x}V${y}` : `L${x} ${y}`)).join('')
  // A value holds from its x on, so backwards it is up or down first, then along.
  const home = returning.map(([x, y]) => (shape === 'step' ? `V${y}H${x}` : `L${x} ${y}`)).join('')
  return `M${first?.join(' ')}${forth}L${last?.join(' ')}${home}Z`
}
