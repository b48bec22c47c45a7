import type { Series, SeriesLayout, LinesLayout, LinesGiven } from './types'
import { round } from '../parts/round'
import { fitText, textWidth } from '../parts/text-width'

import { makeYScale } from '../parts/y-scale'
import { layoutCounts, layoutMarked } from './annotations'
import { placeAlong, placeAtEnds, type Named } from './name-lines'
import { tracePoints } from './trace'
import { makeXScale } from './x-scale'

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
