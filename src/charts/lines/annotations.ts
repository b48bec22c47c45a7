import type { MarkedLayout, CountsLayout } from './types'
import { count } from '../../shared/format'
import { round } from '../parts/round'
import { wrapText } from '../parts/text-width'
import type { MarkedPoint, Point, SeriesLayout } from './types'
import type { XScale } from './x-scale'

export function layoutMarked(
  marked: MarkedPoint,
  scales: { x(v: number): number; y(v: number): number },
  frame: { left: number; right: number; axisY: number },
): MarkedLayout {
  const [x, y] = [round(scales.x(marked.x)), round(scales.y(marked.y))]
  const room = frame.right - x - 12
  const isEnd = room < 90 && x - frame.left > room
  const lines = wrapText(marked.note, Math.max(90, isEnd ? x - frame.left - 12 : room), 2, 'regular', 13)
  return {
    guide: `M${frame.left} ${y}H${x}V${frame.axisY}`,
    x,
    y,
    interval:
      marked.low === undefined || marked.high === undefined
        ? undefined
        : { from: round(Math.max(frame.left, scales.x(marked.low))), to: round(Math.min(frame.right, scales.x(marked.high))) },
    note: { x: isEnd ? x - 12 : x + 12, y: y - 12 - 16 * (lines.length - 1), isEnd, lines },
  }
}

/** Rows of n under the ticks; the names follow at `namesX`, where there is room. */
export function layoutCounts(
  title: string,
  lines: readonly SeriesLayout[],
  ticks: XScale['ticks'],
  y: number,
  namesX: number | null,
): CountsLayout {
  const rows = lines.map((line, index) => ({
    key: line.series.key,
    y: y + 22 + index * 20,
    paint: line.paint,
    name: namesX === null ? undefined : { x: namesX, text: line.series.name },
    cells: ticks.map(({ at, value }) => ({ x: at, text: count(standing(line.series.points, value)) })),
  }))
  return { title: { y, text: title }, rows }
}

/** How many stand behind the last point at or before x. */
function standing(points: readonly Point[], x: number): number {
  return points.findLast((point) => point.x <= x)?.n ?? 0
}
