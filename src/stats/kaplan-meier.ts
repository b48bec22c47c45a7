import { Z95 } from './wilson'

/** Customers of one stay: how many left after it, and how many are still there. */
export interface Stay {
  readonly time: number
  readonly left: number
  readonly staying: number
}

export interface SurvivalStep {
  readonly time: number
  /** Customers whose stay is this long or longer. */
  readonly atRisk: number
  readonly left: number
  /** Share still there after this time. */
  readonly survival: number
  /** Standard error (Greenwood 1926); null where nobody is left. */
  readonly error: number | null
  /** 95 % interval on the log-log scale, within 0 and 1; while nobody has left, from the exact one-sided bound to 1; null where nobody is left. */
  readonly low: number | null
  readonly high: number | null
  /** Σ d/(n(n − d)) up to here: the variance of ln S. */
  readonly logVariance: number
}

/**
 * Share still there (Kaplan & Meier 1958): S(t) = Π (1 − dᵢ/nᵢ) over the times up to t. `stays` are distinct and increasing.
 * With θ = z √(Σ dᵢ/(nᵢ(nᵢ − dᵢ))) / |ln S| the interval is S^exp(θ) to S^exp(−θ).
 */
export function kaplanMeier(stays: readonly Stay[]): SurvivalStep[] {
  let atRisk = stays.reduce((sum, { left, staying }) => sum + left + staying, 0)
  let survival = 1
  let logVariance = 0
  return stays.map(({ time, left, staying }) => {
    const before = atRisk
    if (left > 0) {
      survival *= (before - left) / before
      logVariance += left / (before * (before - left))
    }
    atRisk -= left + staying
    return { time, atRisk: before, left, survival, logVariance, ...bounds(survival, logVariance, before) }
  })
}

/** While nobody has left: the share still there that lets so many stay in one case of twenty (Clopper & Pearson 1934, one-sided). */
function bounds(survival: number, logVariance: number, atRisk: number): Pick<SurvivalStep, 'error' | 'low' | 'high'> {
  if (survival === 0) return { error: null, low: null, high: null }
  const error = survival * Math.sqrt(logVariance)
  if (survival === 1) return { error, low: 0.05 ** (1 / atRisk), high: 1 }
  const theta = (Z95 * Math.sqrt(logVariance)) / Math.abs(Math.log(survival))
  return { error, low: survival ** Math.exp(theta), high: survival ** Math.exp(-theta) }
}

/** The last step at or before a time; null before the first. */
export function stepAt(curve: readonly SurvivalStep[], time: number): SurvivalStep | null {
  return curve[placeAfter(curve, time) - 1] ?? null
}

/** Customers whose stay is this long or longer. */
export function atRiskAt(curve: readonly SurvivalStep[], time: number): number {
  const place = placeAfter(curve, time)
  const step = curve[place - 1]
  return step?.time === time ? step.atRisk : (curve[place]?.atRisk ?? 0)
}

/** The place of the first step after a time. */
function placeAfter(curve: readonly SurvivalStep[], time: number): number {
  let [from, to] = [0, curve.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (curve[middle]!.time <= time) from = middle + 1
    else to = middle
  }
  return from
}

/** The curve of those who are still there after `time`, from then on. */
export function curveAfter(curve: readonly SurvivalStep[], time: number): SurvivalStep[] {
  const known = stepAt(curve, time)
  const survival = known?.survival ?? 1
  const logVariance = known?.logVariance ?? 0
  return curve
    .filter((step) => step.time > time)
    .map((step) => {
      const own = survival > 0 ? step.survival / survival : 0
      const variance = step.logVariance - logVariance
      return { ...step, survival: own, logVariance: variance, ...bounds(own, variance, step.atRisk) }
    })
}

export interface Median {
  /** The first time at which half or fewer are still there; null: not reached. */
  readonly median: number | null
  /** Where the bounds of the curve cross a half; null: not reached. */
  readonly low: number | null
  readonly high: number | null
}

// Products of shares that make exactly a half end a rounding error beside it.
const HALF = 0.5 + 1e-12

export function medianStay(curve: readonly SurvivalStep[]): Median {
  const first = (isReached: (step: SurvivalStep) => boolean) => curve.find(isReached)?.time ?? null
  return {
    median: first(({ survival }) => survival <= HALF),
    low: first(({ survival, low }) => (low ?? survival) <= HALF),
    high: first(({ high }) => high !== null && high <= HALF),
  }
}
