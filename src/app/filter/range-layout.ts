import { count, date, moneyShort } from '../../shared/format'
import { dayOf } from './draft'

/** A picture of how many customers have how much. */
export interface RangeBins {
  readonly least: number
  readonly most: number
  readonly width: number
  readonly bins: readonly number[]
}

/** The number at the edge before a bin; null at the ends, where nothing bounds. */
export function edgeAt({ least, width, bins }: RangeBins, edge: number): number | null {
  return edge <= 0 || edge >= bins.length ? null : least + edge * width
}

/** The edge next to a number, between 0 and the count of bins. */
export function edgeOf({ least, width, bins }: RangeBins, value: number): number {
  return Math.min(bins.length, Math.max(0, (value - least) / width))
}

/** What two handles at edges ask for: whole numbers end before the next bin begins. */
export function boundsOf(look: RangeBins, low: number, high: number, isWhole: boolean): readonly [number | null, number | null] {
  const [from, to] = [edgeAt(look, low), edgeAt(look, high)]
  return [from, to === null ? null : isWhole ? to - 1 : to]
}

/** Where the handle of the upper bound stands. */
export function upperEdge(look: RangeBins, to: number | null, isWhole: boolean): number {
  return to === null ? look.bins.length : edgeOf(look, isWhole ? to + 1 : to)
}

/** A bound as the picture says it. */
export function boundWords(value: number, isDates: boolean, unit: 'days' | 'money' | undefined, currency: string | null): string {
  if (isDates) return date(dayOf(value))
  return unit === 'money' ? moneyShort(value, currency) : count(value)
}
