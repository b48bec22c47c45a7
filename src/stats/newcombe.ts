import { wilson, type Interval } from './wilson'

/**
 * Interval of the difference p₂ − p₁ of two independent proportions (Newcombe 1998, method 10): with (lᵢ, uᵢ) Wilson's bounds,
 * d − √((p₂ − l₂)² + (u₁ − p₁)²) to d + √((u₂ − p₂)² + (p₁ − l₁)²).
 */
export function newcombe(successes1: number, trials1: number, successes2: number, trials2: number): Interval {
  if (trials1 <= 0 || trials2 <= 0) return { low: -1, high: 1 }
  const p1 = successes1 / trials1
  const p2 = successes2 / trials2
  const one = wilson(successes1, trials1)
  const two = wilson(successes2, trials2)
  return {
    low: p2 - p1 - Math.hypot(p2 - two.low, one.high - p1),
    high: p2 - p1 + Math.hypot(two.high - p2, p1 - one.low),
  }
}
