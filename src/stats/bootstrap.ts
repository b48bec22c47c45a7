import { quantile } from './quantile'
import { normal, poisson, random, type Random } from './random'
import type { Interval } from './wilson'

export const SAMPLES = 2000
const SEED = 20

/** Values of one group: the large ones each, the many small ones as their sum and sum of squares. */
export interface GroupValues {
  readonly large: ArrayLike<number>
  readonly restSum: number
  readonly restSquares: number
}

export interface ShareIntervals {
  /** One a group; null where nothing could be resampled. */
  readonly each: readonly (Interval | null)[]
  /** Of the groups named by `together` as one. */
  readonly together: Interval | null
}

/**
 * 95 % percentile intervals of each group's share of the total of all values, customers resampled with replacement.
 *
 * Poisson bootstrap (Hanley & MacGibbon 2006): every value weighs Poisson(1) in a sample, so groups are drawn apart and the
 * ratio needs no fixed n. The sum of many small values weighed so is normal with mean Σy and variance Σy²: only the large
 * values, which make the tail, are drawn one by one, and a million customers cost what a thousand do.
 */
export function shareIntervals(groups: readonly GroupValues[], together: readonly number[] = [], samples = SAMPLES): ShareIntervals {
  const next = random(SEED)
  const shares = groups.map(() => new Float64Array(samples))
  const joint = new Float64Array(samples)
  const sums = new Float64Array(groups.length)
  let kept = 0
  for (let sample = 0; sample < samples; sample++) {
    let total = 0
    for (let index = 0; index < groups.length; index++) total += sums[index] = weighedSum(groups[index]!, next)
    if (total <= 0) continue
    for (let index = 0; index < groups.length; index++) shares[index]![kept] = sums[index]! / total
    joint[kept] = together.reduce((sum, index) => sum + sums[index]!, 0) / total
    kept++
  }
  return {
    each: shares.map((values) => percentileInterval(values.subarray(0, kept))),
    together: percentileInterval(joint.subarray(0, kept)),
  }
}

function weighedSum(group: GroupValues, next: Random): number {
  let sum = group.restSquares > 0 ? group.restSum + Math.sqrt(group.restSquares) * normal(next) : group.restSum
  for (let index = 0; index < group.large.length; index++) sum += group.large[index]! * poissonOne(next())
  return sum
}

/** Equal values in a row: `count` customers who together hold `sum`. */
export interface RankedGroup {
  readonly count: number
  readonly sum: number
}

/** Share of the total held by the first `top` of customers; groups are ordered by value, the largest first. A group is cut where the line falls. */
export function topShare(groups: readonly RankedGroup[], top: number): number {
  return shareOfTop(
    groups.map((group) => group.count),
    groups.map((group) => group.sum / group.count),
    top,
  )
}

/** 95 % percentile interval of `topShare`: who is at the top changes from sample to sample, as it would. */
export function topShareInterval(groups: readonly RankedGroup[], top: number, samples = SAMPLES): Interval | null {
  const next = random(SEED)
  const means = groups.map((group) => group.sum / group.count)
  const counts = new Float64Array(groups.length)
  const shares = new Float64Array(samples)
  let kept = 0
  for (let sample = 0; sample < samples; sample++) {
    for (let index = 0; index < groups.length; index++) {
      const { count } = groups[index]!
      counts[index] = count === 1 ? poissonOne(next()) : poisson(next, count)
    }
    const share = shareOfTop(counts, means, top)
    if (Number.isFinite(share)) shares[kept++] = share
  }
  return percentileInterval(shares.subarray(0, kept))
}

function shareOfTop(counts: ArrayLike<number>, means: ArrayLike<number>, top: number): number {
  let customers = 0
  let total = 0
  for (let index = 0; index < counts.length; index++) {
    customers += counts[index]!
    total += counts[index]! * means[index]!
  }
  if (total <= 0) return Number.NaN
  let left = customers * top
  let held = 0
  for (let index = 0; index < counts.length && left > 0; index++) {
    const taken = Math.min(left, counts[index]!)
    held += taken * means[index]!
    left -= taken
  }
  return held / total
}

function percentileInterval(values: Float64Array): Interval | null {
  if (values.length < 2) return null
  values.sort()
  return { low: quantile(values, 0.025), high: quantile(values, 0.975) }
}

// Poisson(1) by inversion: one uniform number and at most a few comparisons, two million times a page.
const CUMULATIVE = (() => {
  const limits: number[] = []
  let term = Math.exp(-1)
  let sum = 0
  for (let count = 0; count < 12; count++) {
    sum += term
    limits.push(sum)
    term /= count + 1
  }
  return limits
})()

function poissonOne(uniform: number): number {
  let count = 0
  while (count < 12 && uniform >= CUMULATIVE[count]!) count++
  return count
}
