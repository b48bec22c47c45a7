import { scaleLinear, scaleLog } from 'd3'
import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'
import type { Unit } from '../parts/unit'

/** One measure: where somebody stands among all. */
export interface Stand {
  readonly key: string
  readonly name: string
  readonly value: number
  /** The 5th, 25th, 50th, 75th and 95th percentile of all. */
  readonly quantiles: readonly [number, number, number, number, number]
  readonly unit: Unit
  /** Each step multiplies. */
  readonly isLog: boolean
  /** "more than 96 %". */
  readonly words: string
}

export interface StandRow {
  readonly stand: Stand
  readonly y: number
  readonly name: { readonly text: string; readonly value: string }
  readonly line: readonly [number, number]
  readonly box: readonly [number, number]
  readonly median: number
  readonly dot: number
  readonly ticks: readonly { readonly x: number; readonly text: string }[]
}

export interface StandingLayout {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly rows: readonly StandRow[]
}

const ROW = 58
const NARROW = 520

/** Each measure on an axis of its own: nine in ten as a line, the middle half as a box, the median as a tick, the one as a dot. */
export function layoutStanding(stands: readonly Stand[], width: number): StandingLayout {
  const names = stands.map(({ name, unit, value }) => textWidth(`${name}  ${unit.full(value)}`) + 24)
  const left = width < NARROW ? 8 : Math.ceil(Math.max(0, ...names))
  const right = Math.max(
    left + 60,
    width - (width < NARROW ? 8 : Math.ceil(Math.max(0, ...stands.map(({ words }) => textWidth(words)))) + 24),
  )
  const head = width < NARROW ? 20 : 0
  return {
    height: stands.length * (ROW + head),
    left,
    right,
    rows: stands.map((stand, index) => rowOf(stand, index * (ROW + head) + head + 18, left, right)),
  }
}

function rowOf(stand: Stand, y: number, left: number, right: number): StandRow {
  const { value, quantiles, isLog, unit } = stand
  const floor = isLog ? Math.max(1e-9, Math.min(...[...quantiles, value].filter((one) => one > 0))) : 0
  const values = [...quantiles, value].map((one) => Math.max(floor, one))
  const [low, high] = [isLog ? Math.min(...values) : Math.min(0, ...values), Math.max(...values)]
  const scale = isLog
    ? scaleLog([low, high > low ? high : low * 10], [left, right])
    : scaleLinear([low, high > low ? high : low + 1], [left, right])
  const x = (one: number) => round(scale(Math.max(floor, one)))
  const [p5, p25, p50, p75, p95] = quantiles
  return {
    stand,
    y,
    name: { text: stand.name, value: unit.full(value) },
    line: [x(p5), x(p95)],
    box: [x(p25), x(p75)],
    median: x(p50),
    dot: x(value),
    ticks: spaced(
      scale
        .ticks(isLog ? 4 : 3)
        .filter((tick) => !isLog || isRound(tick))
        .map((tick) => ({ x: round(scale(tick)), text: unit.bare(tick) })),
    ),
  }
}

/** 1, 3, 10, 30: what a log axis is lettered with. */
function isRound(tick: number): boolean {
  const digit = Math.round(tick / 10 ** Math.floor(Math.log10(tick) + 1e-9))
  return digit === 1 || digit === 3
}

function spaced(ticks: readonly { readonly x: number; readonly text: string }[]): StandRow['ticks'] {
  let free = -Infinity
  return ticks.filter(({ x, text }) => {
    const half = textWidth(text) / 2
    if (x - half < free) return false
    free = x + half + 10
    return true
  })
}
