import type { SurvivalStep } from './kaplan-meier'

export interface RestrictedMean {
  readonly mean: number
  readonly error: number
}

/**
 * Mean stay within the first `until` units: the area under the curve up to there (Irwin 1949). Its variance is
 * Σ Aᵢ² dᵢ/(nᵢ(nᵢ − dᵢ)), Aᵢ the area from tᵢ on. `until` is to lie within the time observed.
 */
export function restrictedMean(curve: readonly SurvivalStep[], until: number): RestrictedMean {
  const steps = curve.filter(({ time, left }) => left > 0 && time < until)
  let area = 0
  let variance = 0
  let end = until
  for (const step of steps.toReversed()) {
    area += step.survival * (end - step.time)
    end = step.time
    // Where all leave nothing follows: 0 · ∞.
    if (step.atRisk > step.left) variance += (area * area * step.left) / (step.atRisk * (step.atRisk - step.left))
  }
  return { mean: area + end, error: Math.sqrt(variance) }
}
