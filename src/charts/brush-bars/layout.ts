import { round } from '../parts/round'
import { textWidth } from '../parts/text-width'
import { COUNT, SHARE } from '../parts/unit'
import { makeYScale } from '../parts/y-scale'
import type { BrushBarsLayout, BrushBarsProps, BrushBin } from './types'

const TOP = 18
const FOOT = 22
const HEIGHT = 96
const APART = 14
const WIDEST = 64
const BETWEEN_TICKS = 9
/** Fewer customers are counted, not rated. */
const FEW = 30

type Given = Pick<BrushBarsProps, 'bins' | 'all' | 'chosen' | 'intervals' | 'chosenOf' | 'othersOf' | 'taken' | 'height'>

/**
 * Three pictures in one frame: everybody's shares while nobody is chosen; counts outside and inside of its own brush; and of a brush
 * elsewhere the chosen as bars and everybody else as a line, both as shares of their own total, so that a small brush stays readable.
 */
export function layoutBrushBars(given: Given, width: number): BrushBarsLayout {
  const { bins, all, chosen, chosenOf, othersOf, taken, intervals, height = HEIGHT } = given
  const isOwn = taken !== null
  const isCounted = isOwn || (chosen === null && chosenOf + othersOf < FEW)
  const own = (bin: number) => (isCounted ? all[bin]! : chosen ? share(chosen[bin]!, chosenOf) : share(all[bin]!, chosenOf + othersOf))
  const other = (bin: number) => share(all[bin]! - chosen![bin]!, othersOf)
  const places = bins.map((_, bin) => bin)
  const isCompared = !isOwn && chosen !== null
  const highest = [...places.map(own), ...(isCompared && othersOf > 0 ? places.map(other) : [])]
  const axisY = TOP + height
  const scale = makeYScale(highest, isCounted ? COUNT : SHARE, TOP, axisY)
  const line = places.filter((bin) => !bins[bin]!.isApart)
  const apart = places.length - line.length
  const inside = Math.max(1, width - scale.left)
  // What stands apart is as wide as its word.
  const room = apart > 0 ? Math.min(inside / 3, Math.max(46, textWidth(bins.at(-1)!.tick) + 4)) : 0
  const band = Math.min(WIDEST, Math.max(0, inside - (apart > 0 ? room + APART : 0)) / Math.max(1, line.length))
  const gap = band > 6 ? Math.min(3, band * 0.16) : band > 3 ? 1 : 0
  const leftOf = (bin: number) => scale.left + (bins[bin]!.isApart ? width - scale.left - room : line.indexOf(bin) * band)
  const wideOf = (bin: number) => (bins[bin]!.isApart ? Math.min(room, Math.max(band, 18)) : band)
  const bar = (bin: number) => {
    const y = scale.y(own(bin))
    return own(bin) > 0 ? `M${round(leftOf(bin) + gap / 2)} ${axisY}V${round(y)}h${round(Math.max(0.5, wideOf(bin) - gap))}V${axisY}Z` : ''
  }
  const isInside = (bin: number) => !isOwn || taken[bin] === 1
  const barsOf = (of: (bin: number) => boolean) => places.filter(of).map(bar).join('')
  const held = line.filter((bin) => taken?.[bin] === 1)
  return {
    height: axisY + FOOT,
    left: scale.left,
    top: TOP,
    axisY,
    ticks: scale.ticks,
    xTicks: ticksOf(bins, leftOf, wideOf, band, width),
    bars: {
      outside: barsOf((bin) => !isInside(bin)),
      inside: barsOf((bin) => isInside(bin) && !bins[bin]!.isOpen),
      open: barsOf((bin) => isInside(bin) && bins[bin]!.isOpen === true),
    },
    others: isCompared && othersOf > 0 ? steps(places, bins, leftOf, wideOf, (bin) => scale.y(other(bin))) : '',
    whiskers: isCompared
      ? places
          .filter((bin) => intervals[bin] && chosenOf > 0 && wideOf(bin) > 3)
          .map((bin) => {
            const [low, high] = intervals[bin]!
            return `M${round(leftOf(bin) + wideOf(bin) / 2)} ${round(scale.y(low))}V${round(Math.max(2, scale.y(high)))}`
          })
          .join('')
      : '',
    boxes: places.map((bin) => {
      const y = Math.min(scale.y(own(bin)), axisY - 4)
      return { x: round(leftOf(bin)), y: round(y), width: round(wideOf(bin)), height: round(axisY - y) }
    }),
    line,
    brush:
      held.length > 0 ? { x: round(leftOf(held[0]!)), width: round(leftOf(held.at(-1)!) + wideOf(held.at(-1)!) - leftOf(held[0]!)) } : null,
  }
}

/** The bin under a point, the nearest where it is beside all; of those that a brush can run through. */
export function binAt({ boxes, line }: Pick<BrushBarsLayout, 'boxes' | 'line'>, x: number): number {
  return line.find((bin) => x < boxes[bin]!.x + boxes[bin]!.width) ?? line.at(-1) ?? -1
}

/** Everything from one bin to another, whichever comes first. */
export function takenBetween(one: number, other: number, size: number): Uint8Array {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  return Uint8Array.from({ length: size }, (_, bin) => Number(bin >= from && bin <= to))
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}

function steps(
  places: readonly number[],
  bins: readonly BrushBin[],
  leftOf: (bin: number) => number,
  wideOf: (bin: number) => number,
  yOf: (bin: number) => number,
): string {
  return places
    .map((bin, index) => {
      const starts = index === 0 || bins[bin]!.isApart
      return `${starts ? 'M' : 'L'}${round(leftOf(bin))} ${round(yOf(bin))}h${round(wideOf(bin))}`
    })
    .join('')
}

function ticksOf(
  bins: readonly BrushBin[],
  leftOf: (bin: number) => number,
  wideOf: (bin: number) => number,
  band: number,
  width: number,
): BrushBarsLayout['xTicks'] {
  const line = bins.flatMap(({ isApart }, bin) => (isApart ? [] : [bin]))
  const widest = Math.max(0, ...line.map((bin) => textWidth(bins[bin]!.tick)))
  const every = Math.max(1, Math.ceil((widest + BETWEEN_TICKS) / Math.max(band, 1e-9)))
  const named = line.filter((bin) => bins[bin]!.tick !== '')
  const found = named
    .filter((_, index) => index % every === 0)
    .map((bin) => ({
      x: round(leftOf(bin) + (bins[bin]!.at === 'edge' ? 0 : wideOf(bin) / 2)),
      text: bins[bin]!.tick,
      anchor: 'middle' as const,
    }))
  const end = line.length < bins.length ? leftOf(bins.length - 1) - 2 : width
  const inside = found.filter(({ x, text }) => x + textWidth(text) / 2 <= end + 1)
  const apart = bins.flatMap((bin, at) =>
    bin.isApart ? [{ x: round(width), text: bin.tick, anchor: 'end' as const }].filter(() => leftOf(at) >= 0) : [],
  )
  return [...inside, ...apart]
}
