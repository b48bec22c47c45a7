import type { ChartProps, TooltipContent } from '../parts/tooltip-content'
import type { Unit } from '../parts/unit'
import type { Tick } from '../parts/y-scale'

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

export interface MarkedLayout {
  readonly guide: string
  readonly x: number
  readonly y: number
  readonly interval?: { readonly from: number; readonly to: number } | undefined
  readonly note: { readonly x: number; readonly y: number; readonly isEnd: boolean; readonly lines: readonly string[] }
}

export interface CountsLayout {
  readonly title: { readonly y: number; readonly text: string }
  readonly rows: readonly {
    readonly key: string
    readonly y: number
    readonly paint: string
    readonly name: { readonly x: number; readonly text: string } | undefined
    readonly cells: readonly { readonly x: number; readonly text: string }[]
  }[]
}

export type Stroke = 'whole' | 'few' | 'open'

export interface Trace {
  /** Stretches of one line that are drawn alike. */
  readonly runs: readonly { readonly stroke: Stroke; readonly d: string }[]
  /** The interval, as closed outlines; left out where few stand behind it. */
  readonly bands: readonly string[]
  /** The interval of a point that stands alone. */
  readonly whiskers: readonly string[]
}
