import { count } from '../../shared/format'
import { intervalLine, type TooltipContent } from '../parts/tooltip-content'
import type { Unit } from '../parts/unit'
import type { LinePoint, PlacedPoint, XAxis } from './types'

/** Of the points nearest in x, the one nearest in y; −1 beside the lines. */
export function nearestPoint(
  marks: readonly PlacedPoint[],
  x: number,
  y: number,
  frame: { left: number; right: number; top: number; axisY: number },
): number {
  if (x < frame.left - 8 || x > frame.right + 8 || y < frame.top - 8 || y > frame.axisY + 8) return -1
  let [best, across, down] = [-1, Infinity, Infinity]
  marks.forEach((mark, index) => {
    const [dx, dy] = [Math.abs(mark.x - x), Math.abs(mark.y - y)]
    if (dx < across - 0.5 || (dx < across + 0.5 && dy < down)) [best, across, down] = [index, dx, dy]
  })
  return best
}

/** The tooltip's words where the page has none of its own. */
export function readPoint({ series, point }: LinePoint, x: XAxis, unit: Unit, isNamed: boolean): TooltipContent {
  const place = (x.name ?? x.format)(point.x)
  const lines = [unit.full(point.y)]
  if (point.low !== undefined && point.high !== undefined) lines.push(intervalLine(point.low, point.high, unit))
  if (point.n !== undefined) lines.push(`n = ${count(point.n)}`)
  if (point.isOpen) lines.push('Not complete yet')
  return { name: isNamed ? `${series.name}, ${place}` : place, lines, customers: point.customers ?? series.customers }
}
