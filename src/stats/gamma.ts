/** Lanczos' series with g = 7 and nine terms (Godfrey 2001): relative error under 1e-14 for x > 0. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const base = shifted + 7.5
  let series = LANCZOS[0] as number
  for (let term = 1; term < LANCZOS.length; term++) series += LANCZOS[term]! / (shifted + term)
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series)
}

const MOST_TERMS = 10_000
const ENOUGH = 1e-16

/**
 * Q(a, x) = Γ(a, x)/Γ(a), the share of a gamma distribution beyond x. Below a + 1 by the series of its complement, from there by
 * Lentz's continued fraction (DLMF 8.7.1 and 8.9.2), so that far tails keep their relative precision.
 */
export function upperGamma(a: number, x: number): number {
  if (!(x > 0)) return 1
  if (x === Infinity) return 0
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a))
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x)
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MOST_TERMS && term > sum * ENOUGH; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  const TINY = 1e-300
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < MOST_TERMS; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (Math.abs(an * d + b) < TINY ? TINY : an * d + b)
    c = Math.abs(b + an / c) < TINY ? TINY : b + an / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < ENOUGH * 10) break
  }
  return fraction
}
