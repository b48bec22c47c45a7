import { arc } from 'd3'
import { round } from '../parts/round'
import { DRAWINGS, type DrawingName } from './drawings'

/** Shares of one group beside those of everybody, place by place. */
export interface Shares {
  readonly own: readonly number[]
  readonly all: readonly number[]
}

/** What an emblem is drawn from: the same data, the same emblem. */
export interface EmblemData {
  /** Bars around: the weeks of the year, or whatever was compared. */
  readonly outer: Shares
  /** The days of the week from Monday; null: nothing is dated. */
  readonly inner: Shares | null
  /** Petals in the middle: what is first bought, or what they are. */
  readonly petals: Shares
  /** A picture chosen instead of the petals. */
  readonly drawing: DrawingName | null
}

export interface EmblemLayout {
  readonly size: number
  /** Everybody, as a band around. */
  readonly ghost: string
  readonly bars: readonly string[]
  readonly ring: number
  readonly days: readonly string[]
  readonly petals: readonly { readonly path: string; readonly ghost: string }[]
  readonly drawing: { readonly fill: string; readonly lines: string; readonly scale: number } | null
}

const INNER_RADIUS = 0.66
const DAYS = { middle: 0.5, thickest: 0.2, thinnest: 0.012, gap: 0.1 }
const CENTRE = 0.37

/** Around the middle at 0, 0; the first bar, the Monday and the first petal stand at the top, clockwise. */
export function layoutEmblem({ outer, inner, petals, drawing }: EmblemData, size: number): EmblemLayout {
  const radius = size / 2
  const most = Math.max(1e-9, ...outer.own, ...outer.all)
  const reach = (share: number) => radius * (INNER_RADIUS + (1 - INNER_RADIUS) * (0.08 + 0.92 * (share / most)))
  const turn = (2 * Math.PI) / Math.max(1, outer.own.length)
  const wedge = (place: number, share: number, width: number) =>
    sector(radius * INNER_RADIUS, reach(share), (place + 0.5 - width / 2) * turn, (place + 0.5 + width / 2) * turn)
  return {
    size,
    ghost: outer.all.map((share, place) => wedge(place, share, 1.02)).join(''),
    bars: outer.own.map((share, place) => wedge(place, share, 0.52)),
    ring: round(radius * (INNER_RADIUS - 0.025)),
    days: inner === null ? [] : daysOf(inner, radius),
    petals: drawing === null ? petalsOf(petals, radius * CENTRE) : [],
    drawing: drawing === null ? null : { ...DRAWINGS[drawing], scale: round((radius * CENTRE * 1.5) / 48) },
  }
}

function daysOf({ own }: Shares, radius: number): readonly string[] {
  const most = Math.max(1e-9, ...own)
  const turn = (2 * Math.PI) / own.length
  return own.map((share, place) => {
    const half = (radius * Math.max(DAYS.thinnest, DAYS.thickest * (share / most))) / 2
    const from = (place - 0.5 + DAYS.gap / 2) * turn
    return sector(radius * DAYS.middle - half, radius * DAYS.middle + half, from, from + (1 - DAYS.gap) * turn)
  })
}

/** Sectors as long as the root of the share, so that areas compare (a rose, Nightingale 1858); the first in the middle of the top. */
function petalsOf({ own, all }: Shares, radius: number) {
  const most = Math.max(1e-9, ...own, ...all)
  const turn = (2 * Math.PI) / Math.max(1, own.length)
  return own.map((share, place) => {
    const petal = (of: number) => sector(0, Math.max(0.08, Math.sqrt(of / most)) * radius, (place - 0.47) * turn, (place + 0.47) * turn)
    return { path: petal(share), ghost: petal(all[place] ?? 0) }
  })
}

const path = arc<{ readonly inner: number; readonly outer: number; readonly from: number; readonly to: number }>()
  .innerRadius(({ inner }) => inner)
  .outerRadius(({ outer }) => outer)
  .startAngle(({ from }) => from)
  .endAngle(({ to }) => to)
  .digits(2)

function sector(inner: number, outer: number, from: number, to: number): string {
  return path({ inner, outer, from, to }) ?? ''
}
