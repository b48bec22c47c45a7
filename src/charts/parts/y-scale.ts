import { scaleLinear } from 'd3'
import { round } from './round'
import { textWidth } from './text-width'
import type { Unit } from './unit'

export interface Tick {
  readonly at: number
  readonly label: string
  /** The zero line. */
  readonly isAxis: boolean
}

export interface YScale {
  y(value: number): number
  readonly ticks: readonly Tick[]
  /** What the labels take, with their gap. */
  readonly left: number
}

/** An upright axis from 0 (or below) with four or five round lines between `top` and `bottom`. */
export function makeYScale(values: Iterable<number>, unit: Unit, top: number, bottom: number, domain?: readonly [number, number]): YScale {
  let [low, high] = [0, 0]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low === high) high = 1
  const lines = bottom - top < 100 ? 2 : 4
  const scale = scaleLinear([domain?.[0] ?? low, domain?.[1] ?? high], [bottom, top])
  if (!domain) scale.nice(lines)
  const lineValues = scale.ticks(lines).filter((value) => !unit.isWhole || Number.isInteger(value))
  const highest = lineValues.at(-1) ?? 0
  const ticks = lineValues.map((value) => ({
    at: round(scale(value)),
    label: unit.tick(value, highest),
    isAxis: value === 0,
  }))
  return { y: scale, ticks, left: Math.ceil(Math.max(...ticks.map((tick) => textWidth(tick.label)))) + 8 }
}
