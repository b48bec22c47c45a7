import type { Interval } from '../stats/wilson'

/**
 * How sure a difference is, from 0 to 1: under ½ where the interval reaches `neutral`, ½ where it just touches,
 * towards 1 the more half-widths lie between.
 */
export function certainty(estimate: number, interval: Interval | null, neutral: number): number {
  if (!interval) return 0
  const halfWidth = estimate > neutral ? estimate - interval.low : interval.high - estimate
  if (halfWidth <= 0) return estimate === neutral ? 0 : 1
  const distance = Math.abs(estimate - neutral) / halfWidth
  return distance <= 1 ? distance / 2 : 1 - 1 / (2 * distance)
}

export function excludes(interval: Interval | null, neutral: number): boolean {
  return interval !== null && (interval.low > neutral || interval.high < neutral)
}

/** Fewer customers than this are counted, not rated. */
export const FEW = 30

/** Opens the first interval of a page: "(95 % interval 41.4 to 54.7)". */
export const FIRST_INTERVAL = '95\u202f% interval '
