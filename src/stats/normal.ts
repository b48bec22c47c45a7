import { upperGamma } from './gamma'

/** Both tails of the standard normal beyond |z|: the p value of an estimate z standard errors from none. */
export function twoSidedTail(z: number): number {
  return upperGamma(0.5, (z * z) / 2)
}

/** Φ(z). */
export function normalShare(z: number): number {
  const tail = twoSidedTail(z) / 2
  return z < 0 ? tail : 1 - tail
}
