import { Z95, type Interval } from './wilson'

/** One stratum: of `ofOne` with the trait `one` had the event, of `ofOther` without it `other`. */
export interface Stratum {
  readonly one: number
  readonly ofOne: number
  readonly other: number
  readonly ofOther: number
}

export interface RiskDifference {
  readonly value: number
  readonly interval: Interval
  /** Of those with the trait, and what would be expected of them by the others in their strata; strata without either are left out. */
  readonly compared: number
  readonly observed: number
  readonly expected: number
}

/**
 * The difference of risks common to all strata (Mantel & Haenszel 1959; as a difference Greenland & Robins 1985):
 * Σ (aᵢ n₀ᵢ − cᵢ n₁ᵢ) ÷ Nᵢ over Σ n₁ᵢ n₀ᵢ ÷ Nᵢ, with the variance Σ (aᵢ bᵢ n₀ᵢ³ + cᵢ dᵢ n₁ᵢ³) ÷ (n₁ᵢ n₀ᵢ Nᵢ²) over the square of the same sum,
 * which holds for few large strata and for many small ones. Null where no stratum has both.
 */
export function riskDifference(strata: readonly Stratum[]): RiskDifference | null {
  let [weight, sum, variance] = [0, 0, 0]
  let [compared, observed, expected] = [0, 0, 0]
  for (const { one, ofOne, other, ofOther } of strata) {
    if (ofOne === 0 || ofOther === 0) continue
    const all = ofOne + ofOther
    weight += (ofOne * ofOther) / all
    sum += (one * ofOther - other * ofOne) / all
    variance += (one * (ofOne - one) * ofOther ** 3 + other * (ofOther - other) * ofOne ** 3) / (ofOne * ofOther * all ** 2)
    compared += ofOne
    observed += one
    expected += (ofOne * other) / ofOther
  }
  if (weight === 0) return null
  const value = sum / weight
  const half = (Z95 * Math.sqrt(variance)) / weight
  return { value, interval: { low: value - half, high: value + half }, compared, observed, expected }
}
