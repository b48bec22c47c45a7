import { Z95, type Interval } from './wilson'

/** Type 7 (linear), as R, NumPy and DuckDB's quantile_cont; `sorted` is increasing and not empty. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}

/**
 * Ranks, from 1, of the two order statistics that enclose the median with at least 95 %; null under six values, where none do.
 * Binomial(n, ½) by the normal approximation with continuity correction: low = ⌊(n + 1 − z√n)/2⌋.
 */
export function medianRanks(n: number): readonly [low: number, high: number] | null {
  const low = Math.floor((n + 1 - Z95 * Math.sqrt(n)) / 2)
  return n < 6 ? null : [low, n + 1 - low]
}

/** Distribution-free interval of the median from order statistics; null under six values. */
export function medianInterval(sorted: ArrayLike<number>): Interval | null {
  const ranks = medianRanks(sorted.length)
  return ranks && { low: sorted[ranks[0] - 1]!, high: sorted[ranks[1] - 1]! }
}
