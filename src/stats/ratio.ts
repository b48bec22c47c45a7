import { Z95, type Interval } from './wilson'

/** Sums over n customers, each with a numerator y and a denominator x. */
export interface RatioSums {
  readonly n: number
  readonly y: number
  readonly x: number
  readonly ySquares: number
  readonly xySum: number
  readonly xSquares: number
}

/**
 * 95 % interval of R = Σy/Σx, customers drawn at random, by linearisation (Cochran 1977, §6.4):
 * var R = n/(n−1) · Σ(y − Rx)² / (Σx)². Null under two customers or where Σx is not positive. Good for n over 30; a few very large
 * customers make it too narrow.
 */
export function ratioInterval({ n, y, x, ySquares, xySum, xSquares }: RatioSums): Interval | null {
  if (n < 2 || !(x > 0)) return null
  const ratio = y / x
  // Rounding can leave a sum of squares just under 0 when all residuals are 0.
  const residuals = Math.max(0, ySquares - 2 * ratio * xySum + ratio * ratio * xSquares)
  const error = Math.sqrt((residuals * n) / (n - 1)) / x
  return { low: ratio - Z95 * error, high: ratio + Z95 * error }
}
