import { round } from '../parts/round'
import { textWidth, wrapText } from '../parts/text-width'
import { makeYScale, type Tick } from '../parts/y-scale'
import { paintOf } from './layout'
import type { LinesGiven, PlacedPoint, Series } from './types'
import { tracePoints } from './trace'
import type { Trace } from './types'
import { makeXScale } from './x-scale'

export interface SmallPanel extends Trace {
  readonly series: Series
  readonly left: number
  readonly right: number
  readonly title: { readonly y: number; readonly lines: readonly string[] }
  readonly subtitleY: number
  readonly axisY: number
  /** With labels in the first panel of a row only. */
  readonly yTicks: readonly Tick[]
  readonly xTicks: readonly { readonly x: number; readonly text: string }[]
  /** The other series. */
  readonly ghosts: readonly string[]
  readonly paint: string
  readonly end: { readonly x: number; readonly y: number } | null
  readonly label: { readonly x: number; readonly y: number; readonly text: string; readonly isEnd: boolean } | null
  readonly isFirstOfRow: boolean
}

export interface SmallMultiplesLayout {
  readonly height: number
  readonly panels: readonly SmallPanel[]
  readonly marks: readonly PlacedPoint[]
}

const GAP = 20
const HEAD = 40
const FOOT = 26
const ROW_GAP = 16

export function layoutSmallMultiples(given: LinesGiven, width: number): SmallMultiplesLayout {
  const { series, x, unit, endUnit = unit, shape = 'straight', yDomain, few = 30 } = given
  const isNarrow = width < 560
  const plot = given.height ?? (isNarrow ? 118 : 150)
  const across = Math.max(
    1,
    Math.min(series.length, isNarrow ? 2 : series.length > 4 && series.length % 4 !== 0 && series.length % 3 === 0 ? 3 : 4),
  )
  const rows = Math.ceil(series.length / across)
  const rowHeight = HEAD + plot + FOOT + ROW_GAP
  const values = series.flatMap((each) => each.points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]))
  const { left } = makeYScale(values, unit, 0, plot, yDomain)
  const panelWidth = (width - left - GAP * (across - 1)) / across

  const marks: PlacedPoint[] = []
  const panels = series.map((each, index): SmallPanel => {
    const [row, column] = [Math.floor(index / across), index % across]
    const panelLeft = round(left + column * (panelWidth + GAP))
    const panelRight = round(panelLeft + panelWidth)
    const top = row * rowHeight + HEAD
    const axisY = top + plot
    const vertical = makeYScale(values, unit, top, axisY, yDomain)
    const horizontal = makeXScale(series, x, panelLeft, panelRight - 12)
    const scales = { x: horizontal.x, y: vertical.y }
    for (const [point, { x: px, y: py }] of each.points.entries())
      marks.push({ series: index, point, x: round(scales.x(px)), y: round(scales.y(py)) })
    const last = each.points.at(-1)
    const end = last ? { x: round(scales.x(last.x)), y: round(scales.y(last.y)) } : null
    const text = last ? endUnit.full(last.y) : ''
    const fits = end !== null && end.x + 8 + textWidth(text, 'medium') <= panelRight + 4
    const title = wrapText(each.name, panelWidth, each.subtitle ? 1 : 2, 'medium')
    return {
      series: each,
      left: panelLeft,
      right: panelRight,
      title: { y: row * rowHeight + 14, lines: title },
      subtitleY: row * rowHeight + 30,
      axisY,
      yTicks: vertical.ticks,
      xTicks: horizontal.ticks.map((tick) => ({ x: within(tick.at, textWidth(tick.text) / 2, panelLeft, panelRight), text: tick.text })),
      ghosts: series.flatMap((other) => (other === each ? [] : tracePoints(other.points, scales, shape, 0).runs.map((run) => run.d))),
      paint: paintOf({ ...each, colour: each.colour ?? 'accent' }, index, series.length),
      ...tracePoints(each.points, scales, shape, few),
      end,
      label: end && {
        x: fits ? end.x + 8 : end.x + 4,
        y: fits ? end.y + 4 : round(Math.min(end.y, scales.y(last?.high ?? last?.y ?? 0)) - 7),
        text,
        isEnd: !fits,
      },
      isFirstOfRow: column === 0,
    }
  })
  return { height: series.length === 0 ? 0 : rows * rowHeight - ROW_GAP, panels, marks }
}

/** How far the first label may stand out of its panel to the left, in px: less than the space between two. */
const OVERHANG = 6

/** The middle of a label, as near to its tick as its panel lets it be. */
function within(at: number, half: number, left: number, right: number): number {
  return Math.max(left + half - OVERHANG, Math.min(right - half, at))
}
