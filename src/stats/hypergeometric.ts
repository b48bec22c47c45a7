const MOST_TERMS = 100_000

/** Gauss's ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series (DLMF 15.2.1); where c < a + b it grows without bound towards 1 and wants Euler's form. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) break
  }
  return sum
}
