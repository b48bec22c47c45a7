import { fisherExact } from './fisher'
import { twoSidedTail } from './normal'
import { wilson, type Interval } from './wilson'

/** Sums over the customers of one side: of values from 0 to 1, which are 0 or 1 where somebody has something or not. */
export interface ShareSums {
  readonly n: number
  readonly sum: number
  readonly squares: number
}

/** How many times as large a share is as another; null where the other is 0, and so is the upper bound where its own may be. */
export interface Lift {
  readonly lift: number | null
  readonly low: number
  readonly high: number | null
}

/**
 * Ratio of two independent shares with its 95 % interval from Wilson's of each (MOVER-R, Donner and Zou 2012, eq. 9). Of values between
 * 0 and 1 the interval is Wilson's for as many trials as their variance is worth. Both sides need somebody.
 */
export function liftOf(own: ShareSums, other: ShareSums): Lift {
  const [p1, p2] = [own.sum / own.n, other.sum / other.n]
  const [one, two] = [boundsOf(own), boundsOf(other)]
  const product = p1 * p2
  const root = (a: number, b: number) => Math.sqrt(Math.max(0, product * product - a * b * (2 * p1 - a) * (2 * p2 - b)))
  const below = product + root(one.low, two.high)
  const above = two.low * (2 * p2 - two.low)
  return {
    lift: p2 > 0 ? p1 / p2 : null,
    low: below > 0 ? Math.max(0, (one.low * (2 * p1 - one.low)) / below) : 0,
    high: above > 0 ? (product + root(one.high, two.low)) / above : null,
  }
}

function boundsOf({ n, sum, squares }: ShareSums): Interval {
  const share = sum / n
  const variance = squares / n - share * share
  const trials = variance > 1e-12 ? (n * share * (1 - share)) / variance : n
  return wilson(share * trials, trials)
}

/** The customers of one stratum, on both sides. */
export interface Stratum {
  readonly own: ShareSums
  readonly other: ShareSums
}

const RARE = 5

/**
 * Two-sided p-value of no difference between the sides within any stratum (Cochran 1954; Mantel and Haenszel 1959; for means Birch 1965):
 * z² = (Σ own sum − expected)² / Σ variance, the variance that of drawing the own at random from each stratum. By Fisher's exact test
 * where all strata together expect fewer than five on either side of either answer.
 */
export function stratifiedTest(strata: readonly Stratum[]): number {
  let [difference, variance] = [0, 0]
  let [a, b, n, m] = [0, 0, 0, 0]
  for (const { own, other } of strata) {
    a += own.sum
    b += other.sum
    n += own.n
    m += other.n
    const all = own.n + other.n
    if (own.n === 0 || other.n === 0 || all < 2) continue
    const mean = (own.sum + other.sum) / all
    difference += own.sum - own.n * mean
    variance += ((own.n * other.n) / all) * (Math.max(0, own.squares + other.squares - all * mean * mean) / (all - 1))
  }
  const fewest = (Math.min(n, m) * Math.min(a + b, n + m - a - b)) / (n + m)
  const tail = variance > 0 ? twoSidedTail(difference / Math.sqrt(variance)) : 1
  if (fewest >= RARE) return tail
  const [whole, elsewhere] = [Math.round(a), Math.round(b)]
  return Math.max(tail, fisherExact(whole, n - whole, elsewhere, m - elsewhere))
}
