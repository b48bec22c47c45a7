import { scaleLinear } from 'd3'
import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'
import type { Series, XAxis } from './types'

export interface XScale {
  x(value: number): number
  readonly ticks: readonly { readonly at: number; readonly value: number; readonly text: string }[]
}

export function makeXScale(series: readonly Series[], axis: XAxis, left: number, right: number): XScale {
  let [low, high] = [Infinity, -Infinity]
  for (const each of series)
    for (const point of each.points) {
      low = Math.min(low, point.x)
      high = Math.max(high, point.x)
    }
  if (low === Infinity) [low, high] = [0, 1]
  const domain = axis.domain ?? (low === high ? [low - 0.5, high + 0.5] : [low, high])
  const scale = scaleLinear(domain, [left, Math.max(left, right)])
  const values = axis.ticks ?? (low === high ? [low] : null) ?? scale.ticks(Math.max(3, Math.floor((right - left) / 80)))
  const ticks: { at: number; value: number; text: string }[] = []
  let free = -Infinity
  for (const value of values) {
    if (value < domain[0] || value > domain[1]) continue
    const [at, text] = [round(scale(value)), axis.format(value)]
    const half = textWidth(text) / 2
    if (at - half < free) continue
    ticks.push({ at, value, text })
    free = at + half + 8
  }
  return { x: scale, ticks }
}
