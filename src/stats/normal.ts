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

/** Φ⁻¹(share) for 0 < share < 1: Newton's steps from the middle, which come nearer from below without passing it. */
export function inverseNormal(share: number): number {
  if (share < 0.5) return -inverseNormal(1 - share)
  let z = 0
  for (let step = 0; step < 100; step++) {
    const way = (share - normalShare(z)) / (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
    z += way
    if (Math.abs(way) < 1e-12) break
  }
  return z
}
