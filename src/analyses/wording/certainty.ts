import { twoSidedTail } from '../../stats/normal'
import { Z95, type Interval } from '../../stats/wilson'

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

/**
 * How sure a number by itself is, from 0 to ½: it claims no difference, so whatever is told apart from something goes before it.
 * Half of what its interval leaves of it.
 */
export function precision(estimate: number, interval: Interval | null): number {
  if (!interval || estimate === 0) return 0
  return Math.max(0, 1 - (interval.high - interval.low) / 2 / Math.abs(estimate)) / 2
}

/**
 * The chance at which something is claimed though nothing is there: a dozen sentences are tested on every company, and all of them
 * together should be wrong in no more than one of twenty without anything to find (cf. Benjamin et al. 2018).
 */
export const SURE = 0.005

/** Whether a difference is more than the largest of `many` such differences is by chance: by its 95 % interval, Bonferroni. */
export function isSure(estimate: number, interval: Interval | null, neutral: number, many = 1): boolean {
  if (!interval) return false
  const halfWidth = estimate > neutral ? estimate - interval.low : interval.high - estimate
  if (!(halfWidth > 0)) return estimate !== neutral
  return twoSidedTail((Z95 * (estimate - neutral)) / halfWidth) * many < SURE
}

/** Fewer customers than this are counted, not rated. */
export const FEW = 30

/** Opens the first interval of a page: "(95 % interval 41.4 to 54.7)". */
export const FIRST_INTERVAL = '95\u202f% interval '
