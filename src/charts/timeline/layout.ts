import { max, scaleUtc, utcFormat } from 'd3'
import type { Box } from '../parts/place-tooltip'
import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'
import type { ChartProps, TooltipContent } from '../parts/tooltip-content'
import type { Unit } from '../parts/unit'
import { makeYScale, type Tick } from '../parts/y-scale'

/** Something that happened at a moment. */
export interface Happening {
  /** Epoch milliseconds. */
  readonly time: number
  /** What kind of thing it is: its lane. */
  readonly lane: string
  readonly what: string
  readonly amount: number | null
}

export interface TimelineProps extends ChartProps<Happening> {
  /** In order of time. */
  readonly happenings: readonly Happening[]
  /** The lane whose amounts stand upright on a common axis; null: none does. */
  readonly upright: string | null
  readonly unit: Unit
  /** What is drawn, in epoch milliseconds. */
  readonly from: number
  readonly until: number
  /** From here on nothing is known, up to `until`: hatched, with words. */
  readonly silence?: { readonly from: number; readonly words: readonly string[] } | undefined
  readonly describe?: ((happening: Happening) => TooltipContent) | undefined
}

export interface TimelineLayout {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly axisY: number
  readonly yTicks: readonly Tick[]
  readonly xTicks: readonly { readonly x: number; readonly text: string }[]
  readonly lanes: readonly { readonly name: string; readonly y: number }[]
  readonly marks: readonly {
    readonly index: number
    readonly x: number
    readonly y: number
    readonly base: number | null
    readonly isBelow: boolean
  }[]
  readonly silence?: { readonly x: number; readonly width: number; readonly words: readonly string[] } | undefined
}

const UPRIGHT = 150
const LANE = 24
const AXIS = 30
const DAY = 86_400_000

const year = utcFormat('%Y')
const month = utcFormat('%b')
const day = utcFormat('%-d %b')

/** Amounts as lines from the axis up, everything else as a dot in the lane of its kind, the lanes below in the order in which they begin. */
export function layoutTimeline(
  { happenings, upright, unit, from, until, silence }: Omit<TimelineProps, 'label'>,
  width: number,
): TimelineLayout {
  const inView = happenings.map((one, index) => ({ ...one, index })).filter(({ time }) => time >= from && time <= until)
  const names = [...new Set(happenings.map(({ lane }) => lane))].filter((lane) => lane !== upright)
  const top = 12
  const axisY = top + (upright === null ? 0 : UPRIGHT)
  const amounts = inView.filter(({ lane }) => lane === upright).map(({ amount }) => Math.max(0, amount ?? 0))
  const scale = makeYScale(amounts, unit, top, axisY)
  const left = Math.max(upright === null ? 0 : scale.left, ...names.map((name) => Math.ceil(textWidth(name)) + 12))
  const right = Math.max(left + 40, width - 8)
  const x = scaleUtc([from, until], [left, right])
  const lanes = names.map((name, index) => ({ name, y: axisY + AXIS + 14 + index * LANE }))
  const marks = inView.map(({ index, time, lane, amount }) => {
    const at = { index, x: round(x(time)), isBelow: lane === upright && (amount ?? 0) < 0 }
    if (lane !== upright) return { ...at, y: lanes.find(({ name }) => name === lane)!.y, base: null }
    return { ...at, y: at.isBelow ? axisY + 7 : round(scale.y(amount ?? 0)), base: at.isBelow ? null : axisY }
  })
  return {
    height: axisY + AXIS + (lanes.length > 0 ? 8 + lanes.length * LANE : 0),
    left,
    right,
    top,
    axisY,
    yTicks: upright === null ? [] : scale.ticks,
    xTicks: ticksOf(x, width, until - from),
    lanes,
    marks,
    silence: silenceAt(silence, x, from, until),
  }
}

function ticksOf(x: ReturnType<typeof scaleUtc<number>>, width: number, span: number): TimelineLayout['xTicks'] {
  const wanted = Math.max(2, Math.floor(width / 90))
  let free = -Infinity
  return x.ticks(wanted).flatMap((time) => {
    const text = time.getUTCMonth() === 0 && time.getUTCDate() === 1 ? year(time) : span < 120 * DAY ? day(time) : month(time)
    const at = round(x(time))
    const half = textWidth(text) / 2
    if (at - half < free) return []
    free = at + half + 10
    return [{ x: at, text }]
  })
}

function silenceAt(silence: TimelineProps['silence'], x: (time: number) => number, from: number, until: number): TimelineLayout['silence'] {
  if (!silence || silence.from >= until) return undefined
  const start = round(x(Math.max(from, silence.from)))
  const room = round(x(until) - start)
  const needed = (max(silence.words, (line) => textWidth(line)) ?? 0) + 12
  return { x: start, width: room, words: needed < room ? silence.words : [] }
}

export function boxOf({ marks }: Pick<TimelineLayout, 'marks'>, index: number): Box {
  const mark = marks[index]
  return { x: (mark?.x ?? 0) - 5, y: (mark?.y ?? 0) - 5, width: 10, height: 10 }
}

/** The nearest mark within reach of a finger; −1: none. */
export function nearest({ marks }: Pick<TimelineLayout, 'marks'>, x: number, y: number): number {
  let [best, least] = [-1, 20 ** 2]
  for (const [index, mark] of marks.entries()) {
    const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}
