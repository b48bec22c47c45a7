import { wilson, type Interval } from './wilson'

/**
 * Interval of the difference p₂ − p₁ of two independent proportions (Newcombe 1998, method 10): with (lᵢ, uᵢ) Wilson's bounds,
 * d − √((p₂ − l₂)² + (u₁ − p₁)²) to d + √((u₂ − p₂)² + (p₁ − l₁)²).
 */
export function newcombe(successes1: number, trials1: number, successes2: number, trials2: number): Interval {
  if (trials1 <= 0 || trials2 <= 0) return { low: -1, high: 1 }
  return mover(successes2 / trials2, wilson(successes2, trials2), successes1 / trials1, wilson(successes1, trials1))
}

/** Interval of one − other from the interval of each, and their correlation (method of variance estimates recovery, Zou & Donner 2008). */
export function mover(one: number, oneIn: Interval, other: number, otherIn: Interval, correlation = 0): Interval {
  const apart = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b))
  return {
    low: one - other - apart(one - oneIn.low, otherIn.high - other),
    high: one - other + apart(oneIn.high - one, other - otherIn.low),
  }
}
