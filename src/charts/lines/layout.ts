import type { ChartProps, TooltipContent } from '../parts/tooltip-content'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'
import type { Unit } from '../parts/unit'
import { makeYScale, type Tick } from '../parts/y-scale'
import { layoutCounts, layoutMarked, type CountsLayout, type MarkedLayout } from './annotations'
import { placeAlong, placeAtEnds, type Named } from './name-lines'
import { tracePoints, type Trace } from './trace'
import { makeXScale } from './x-scale'

export interface Point {
  readonly x: number
  readonly y: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** How many stand behind the point; under `few` it is a dot and has no band. */
  readonly n?: number | undefined
  /** Whom the link of this point opens, where they are not all of the series. */
  readonly customers?: number | undefined
  /** Not complete: the segment that leads to it is dashed. */
  readonly isOpen?: boolean | undefined
}

export interface Series {
  readonly key: string
  readonly name: string
  /** Under the name in small multiples: "885 customers". */
  readonly subtitle?: string | undefined
  /** Ordered by x. */
  readonly points: readonly Point[]
  /** The series' own colour across pages: 1 to 8; without it by position, one series in the accent. */
  readonly colour?: number | 'accent' | 'muted' | undefined
  readonly customers?: number | undefined
}

export interface XAxis {
  /** Without it round numbers are chosen. */
  readonly ticks?: readonly number[] | undefined
  /** How x is written under the axis. */
  readonly format: (x: number) => string
  /** How x is written in the tooltip: "month 7"; without it `format`. */
  readonly name?: ((x: number) => string) | undefined
  /** Only where the caption does not say it. */
  readonly title?: string | undefined
  readonly domain?: readonly [number, number] | undefined
}

/** A point that a note speaks of, with lines to both axes. */
export interface MarkedPoint {
  readonly x: number
  readonly y: number
  readonly note: string
  /** The interval of x: a bar on the axis. */
  readonly low?: number | undefined
  readonly high?: number | undefined
}

export interface LinePoint {
  readonly series: Series
  readonly point: Point
}

export interface LinesProps extends ChartProps<LinePoint> {
  readonly series: readonly Series[]
  readonly x: XAxis
  readonly unit: Unit
  /** The value beside the end of a line; without it `unit`. */
  readonly endUnit?: Unit | undefined
  /** `step`: survival; `straight`: retention. Nothing is smoothed. */
  readonly shape?: 'straight' | 'step' | undefined
  /** Without it from 0 (or below) to a round number over the highest. */
  readonly yDomain?: readonly [number, number] | undefined
  readonly height?: number | undefined
  /** From this x on the ground is hatched: not complete, or the future. */
  readonly openFrom?: number | undefined
  readonly marked?: MarkedPoint | undefined
  readonly references?: readonly { readonly y: number; readonly label: string }[] | undefined
  /** Title of the rows of `n` under the ticks (numbers at risk); without it they are not drawn. */
  readonly counts?: string | undefined
  /** Points that rest on fewer are dots. */
  readonly few?: number | undefined
  readonly describe?: ((mark: LinePoint) => TooltipContent) | undefined
}

/** One panel a series, shared axes, the others as thin grey lines. */
export interface SmallMultiplesProps extends Omit<LinesProps, 'marked' | 'counts' | 'references'> {
  /** Height of one panel's lines. */
  readonly height?: number | undefined
}

export interface SeriesLayout extends Trace {
  readonly series: Series
  readonly paint: string
  /** Where the last point stands. */
  readonly end: { readonly x: number; readonly y: number } | null
  readonly hasDot: boolean
  readonly label?:
    | {
        readonly x: number
        readonly y: number
        readonly name: string
        readonly value: string
        readonly leader?: string | undefined
        readonly hasStroke: boolean
      }
    | undefined
}

export interface LinesLayout {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly axisY: number
  readonly top: number
  readonly yTicks: readonly Tick[]
  readonly xTicks: readonly { readonly x: number; readonly text: string }[]
  readonly lines: readonly SeriesLayout[]
  readonly open?: { readonly x: number; readonly width: number } | undefined
  readonly references: readonly { readonly y: number; readonly text: string }[]
  readonly marked?: MarkedLayout | undefined
  readonly counts?: CountsLayout | undefined
  readonly marks: readonly PlacedPoint[]
}

export interface PlacedPoint {
  readonly series: number
  readonly point: number
  readonly x: number
  readonly y: number
}

export type LinesGiven = Pick<
  LinesProps,
  'series' | 'x' | 'unit' | 'endUnit' | 'shape' | 'yDomain' | 'height' | 'openFrom' | 'marked' | 'references' | 'counts' | 'few'
>

const FEW = 30
const NARROW = 560

export function layoutLines(given: LinesGiven, width: number): LinesLayout {
  const { series, x, unit, endUnit = unit, shape = 'straight', yDomain, openFrom, marked, references = [], few = FEW } = given
  const isNarrow = width < NARROW
  const plot = given.height ?? (isNarrow ? 250 : 330)
  const top = 10
  const axisY = top + plot
  const vertical = makeYScale(heightsOf(series, references), unit, top, axisY, yDomain)
  const left = vertical.left
  const many = series.length > 1
  const endTexts = series.map((each) => endUnit.full(each.points.at(-1)?.y ?? 0))
  const names = series.map((each) => fitText(each.name, width * (isNarrow ? 0.45 : 0.22), 'medium'))
  const endWidths = names.map((name, index) => Math.max(many ? textWidth(name, 'medium') : 0, textWidth(endTexts[index] ?? '', 'medium')))
  const endWidth = Math.max(0, ...endWidths) + (many ? 18 : 0)
  const right = width - (many && isNarrow ? 6 : endWidth + 12)
  const across = makeXScale(series, x, left, right)
  const scales = { x: across.x, y: vertical.y }

  const placed = series.map((each) => each.points.map((point) => [round(across.x(point.x)), round(vertical.y(point.y))] as const))
  const named: Named[] = series.map((_each, index) => ({ text: names[index] ?? '', points: placed[index] ?? [], weight: -index }))
  const roomy = placeAtEnds(named, many ? 34 : 16, top - 8, axisY + 8)
  // Where names with their values below would collide, names alone may not; the values are in the tooltip.
  const isTight = roomy.includes(null)
  const ends = isTight ? placeAtEnds(named, 17, top - 8, axisY + 8) : roomy
  const along = many && isNarrow ? placeAlong(named, left + 4, right, top, axisY) : []

  const lines = series.map((each, index): SeriesLayout => {
    const last = placed[index]?.at(-1)
    const end = ends[index]
    const inside = along[index]
    const value = endTexts[index] ?? ''
    const name = names[index] ?? ''
    const label = !last
      ? undefined
      : inside
        ? { ...inside, name, value: '', hasStroke: true }
        : end
          ? {
              x: round(last[0] + (many ? 28 : 8)),
              y: many && !isTight ? end.y - 2 : end.y + 4,
              name: many ? name : value,
              value: many && !isTight ? value : '',
              leader: end.leader ? `M${last[0] + 2} ${last[1]}L${last[0] + 9} ${round(isTight ? end.y : end.y - 6)}` : undefined,
              hasStroke: many,
            }
          : undefined
    return {
      series: each,
      paint: paintOf(each, index, series.length),
      ...tracePoints(each.points, scales, shape, few),
      end: last ? { x: last[0], y: last[1] } : null,
      hasDot: !many || each.points.length === 1,
      label,
    }
  })
  const counts = given.counts
    ? layoutCounts(given.counts, lines, across.ticks, axisY + (x.title ? 68 : 50), isNarrow ? null : right + 28)
    : undefined
  return {
    height: counts ? (counts.rows.at(-1)?.y ?? axisY) + 12 : axisY + (x.title ? 44 : 26),
    left,
    right,
    axisY,
    top,
    yTicks: vertical.ticks,
    xTicks: across.ticks.map(({ at, text }) => ({ x: at, text })),
    lines,
    open: openFrom === undefined ? undefined : hatchedGround(across.x(openFrom), left, right),
    references: references.map(({ y, label }) => ({ y: round(vertical.y(y)), text: label })),
    marked: marked && layoutMarked(marked, scales, { left, right, axisY }),
    counts,
    marks: placed.flatMap((points, one) => points.map(([px, py], point) => ({ series: one, point, x: px, y: py }))),
  }
}

function* heightsOf(series: readonly Series[], references: readonly { y: number }[]): Generator<number> {
  for (const each of series) for (const point of each.points) yield* [point.y, point.low ?? point.y, point.high ?? point.y]
  for (const each of references) yield each.y
}

/** One series is the sentence's own; two to eight have a hue each; further ones are context. */
export function paintOf(series: Series, index: number, count: number): string {
  const colour = series.colour ?? (count === 1 ? 'accent' : index < 8 ? index + 1 : 'muted')
  if (colour === 'accent') return 'var(--chart-focus)'
  return colour === 'muted' ? 'var(--chart-muted)' : `var(--cat-${colour})`
}

function hatchedGround(from: number, left: number, right: number): { x: number; width: number } {
  const x = round(Math.min(right, Math.max(left, from)))
  return { x, width: round(right - x) }
}
