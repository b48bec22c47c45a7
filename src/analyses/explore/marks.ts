import type { BrushBin } from '../../charts/brush-bars/types'
import { count, decimal, moneyShort, month } from '../../shared/format'
import { wilson } from '../../stats/wilson'
import { dayOf, type Bin } from './binning'
import { coarse, type Coarse, type View } from './view'
import { binsWords, binWords, boundsOf } from './words'

/** Rows of words that are drawn; the others are one. */
export const MOST_ROWS = 12

/** Bins of a view as bars. `until`: days since 1970 until which the data reach; a period that ends later is open. */
export function barsOf(view: View, currency: string | null, until: number | null): readonly BrushBin[] {
  const isDate = view.dimension.kind === 'date'
  const isMiddle = isDate || (view.isWhole && view.dimension.unit !== 'money')
  return view.bins.map((bin) => ({
    name: binWords(view, bin, currency),
    tick: bin.kind === 'unknown' ? binWords(view, bin, currency) : isDate ? dateTick(bin) : numberTick(view, bin, isMiddle, currency),
    at: isMiddle ? 'middle' : 'edge',
    ...(bin.kind === 'unknown' && { isApart: true }),
    ...(isDate && until !== null && bin.to !== null && bin.to > until && { isOpen: true }),
  }))
}

/** Bins of a view of words as rows. */
export function rowsOf(view: View): Coarse {
  return coarse(view, MOST_ROWS)
}

/** What bins drawn together are called. */
export function partWords(view: View, part: readonly number[], currency: string | null): string {
  const [first, last] = [part[0]!, part.at(-1)!]
  if (view.bins[first]!.kind === 'range') return binsWords(view, first, last, currency)
  if (part.length === 1) return binWords(view, view.bins[first]!, currency)
  return view.bins[last]!.kind === 'others' ? 'all others' : `${count(part.length)} smaller`
}

/** The same at the edge of a grid: short. */
export function partTick(view: View, part: readonly number[], currency: string | null): string {
  const [first, last] = [view.bins[part[0]!]!, view.bins[part.at(-1)!]!]
  if (first.kind !== 'range' || view.dimension.kind === 'date') return partWords(view, part, currency)
  const value = (number: number) => short(view, number, currency)
  if (first.from === null)
    return last.to === null
      ? ''
      : view.isWhole
        ? view.least === last.to - 1
          ? value(view.least)
          : `≤ ${value(last.to - 1)}`
        : `< ${value(last.to)}`
  if (last.to === null) return `${value(first.from)}+`
  if (view.isWhole && last.to - first.from === 1) return value(first.from)
  return `${value(first.from)}–${value(view.isWhole ? last.to - 1 : last.to)}`
}

/** Sums of counts over bins drawn together. */
export function summed(counts: ArrayLike<number>, parts: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(parts, (part) => part.reduce((sum, bin) => sum + counts[bin]!, 0))
}

/** Wilson's bounds of each share. */
export function intervalsOf(parts: ArrayLike<number>, whole: number): (readonly [low: number, high: number])[] {
  return Array.from(parts, (part) => {
    const { low, high } = wilson(part, whole)
    return [low, high] as const
  })
}

function numberTick(view: View, bin: Bin, isMiddle: boolean, currency: string | null): string {
  const value = (number: number) => short(view, number, currency)
  if (!isMiddle) return bin.from === null ? '' : value(bin.from)
  const { from, to } = boundsOf(view, bin)
  if (from === null) return to === null ? '' : `≤ ${value(to - 1)}`
  return to === null ? `${value(from)}+` : value(from)
}

function dateTick({ from }: Bin): string {
  if (from === null) return ''
  const day = dayOf(from)
  return day.endsWith('-01') ? month(day) : `${Number(day.slice(8))} ${month(day).slice(0, 3)}`
}

function short({ dimension }: View, value: number, currency: string | null): string {
  if (dimension.unit === 'money') return Number.isInteger(value) ? moneyShort(value, currency) : decimal(value, 2)
  return Number.isInteger(value)
    ? dimension.unit === 'number' && Math.abs(value) < 10_000
      ? String(value)
      : count(value)
    : decimal(value, 1)
}
