import { factor, solve } from './cholesky'
import { logGamma } from './gamma'
import { hypergeometric } from './hypergeometric'
import { minimise } from './nelder-mead'

/** What a customer did: all three in the same unit of time. */
export interface Purchases {
  /** Days (or weeks) with a purchase after the first one. */
  readonly repeats: number
  /** From the first purchase to the last. */
  readonly recency: number
  /** From the first purchase to the end of the observation. */
  readonly age: number
}

/** Purchases that `customers` share. */
export interface PurchasePattern extends Purchases {
  readonly customers: number
}

/** Orders come with gamma rates (r, α); after each the customer leaves with beta chances (a, b). α is in the unit of time. */
export interface BgNbd {
  readonly r: number
  readonly alpha: number
  readonly a: number
  readonly b: number
}

export interface BgNbdFit extends BgNbd {
  readonly logLikelihood: number
  readonly customers: number
  readonly isConverged: boolean
}

const STARTS = [
  [1, 1, 1, 1],
  [0.3, 0.1, 0.8, 2.5],
] as const

/** Beyond e^±12 a parameter has no bound in these data. */
const FARTHEST = 12

/**
 * Maximum likelihood of the BG/NBD model (Fader, Hardie & Lee 2005) over the logarithms of its parameters, time scaled to the oldest
 * customer, from two starts. Null where nobody bought twice.
 */
export async function fitBgNbd(patterns: readonly PurchasePattern[]): Promise<BgNbdFit | null> {
  const scale = patterns.reduce((most, { age }) => Math.max(most, age), 0)
  if (scale <= 0 || !patterns.some(({ repeats }) => repeats > 0)) return null
  const logLikelihood = likelihoodOf(patterns, scale)
  const cost = (at: readonly number[]) =>
    at.some((place) => Math.abs(place) > FARTHEST) ? Infinity : -logLikelihood(at.map(Math.exp) as [number, number, number, number])
  const best = await minimise(cost, ...STARTS.map((start) => start.map(Math.log)))
  const [r, alpha, a, b] = best.at.map(Math.exp) as [number, number, number, number]
  const customers = patterns.reduce((sum, pattern) => sum + pattern.customers, 0)
  const repeated = patterns.reduce((sum, pattern) => sum + pattern.customers * pattern.repeats, 0)
  return {
    r,
    alpha: alpha * scale,
    a,
    b,
    // A density over time: in the unit given, each repeat purchase divides it by the scale.
    logLikelihood: -best.value - repeated * Math.log(scale),
    customers,
    isConverged: best.isConverged && best.at.every((place) => Math.abs(place) < FARTHEST - 1),
  }
}

/** Values without repeats, and the place among them of each one's own. */
function distinct(all: readonly number[]): { values: readonly number[]; which: Int32Array } {
  const values = [...new Set(all)]
  const place = new Map(values.map((value, index) => [value, index]))
  return { values, which: Int32Array.from(all, (value) => place.get(value)!) }
}

/** The log-likelihood as a function of the parameters; what depends on the repeats or on a time alone is computed once for each of them. */
function likelihoodOf(patterns: readonly PurchasePattern[], scale: number): (at: [number, number, number, number]) => number {
  const { values: repeats, which } = distinct(patterns.map((pattern) => pattern.repeats))
  const recency = distinct(patterns.map((pattern) => pattern.recency / scale))
  const age = distinct(patterns.map((pattern) => pattern.age / scale))
  const weight = Float64Array.from(patterns, ({ customers }) => customers)
  return ([r, alpha, a, b]) => {
    const whole = logGamma(a + b) - logGamma(b) - logGamma(r) + r * Math.log(alpha)
    const known = repeats.map((x) => logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x) + whole)
    const left = repeats.map((x) => (x > 0 ? Math.log(a) - Math.log(b + x - 1) : -Infinity))
    const [logAge, logRecency] = [age, recency].map(({ values }) => values.map((time) => Math.log(alpha + time))) as [number[], number[]]
    let sum = 0
    for (let index = 0; index < which.length; index++) {
      const own = which[index]!
      const shape = r + repeats[own]!
      const alive = -shape * logAge[age.which[index]!]!
      const gone = left[own]! - shape * logRecency[recency.which[index]!]!
      const most = Math.max(alive, gone)
      sum += weight[index]! * (known[own]! + most + Math.log1p(Math.exp(Math.min(alive, gone) - most)))
    }
    return sum
  }
}

/** The odds that a customer has left against still buying; 0 for who bought once, since the model lets nobody leave before a repeat. */
function oddsGone({ r, alpha, a, b }: BgNbd, { repeats, recency, age }: Purchases): number {
  if (repeats === 0) return 0
  return Math.exp(Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log((alpha + age) / (alpha + recency)))
}

/** P(alive): 1 for who bought once. */
export function aliveShare(model: BgNbd, purchases: Purchases): number {
  return 1 / (1 + oddsGone(model, purchases))
}

/** The silence after the last purchase from which P(alive) is under ½; null for who bought once, whom the model never gives up. */
export function silenceAtHalf({ r, alpha, a, b }: BgNbd, { repeats, recency }: Omit<Purchases, 'age'>): number | null {
  if (repeats === 0) return null
  return Math.max(0, (alpha + recency) * Math.expm1(Math.log((b + repeats - 1) / a) / (r + repeats)))
}

/** Purchases expected of a customer in the next `time`. With time 0 so far and no repeats: of a new customer. */
export function expectedPurchases(model: BgNbd, purchases: Purchases, time: number): number {
  const { r, alpha, b } = model
  const { repeats, age } = purchases
  // The formula divides by a − 1: at 1 itself its limit is meant.
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a
  const share = time / (alpha + age + time)
  // Euler's form of the usual (r + x, b + x; a + b + x − 1): it neither overflows nor cancels for who bought often.
  const series = hypergeometric(a + b - 1 - r, a - 1, a + b + repeats - 1, share)
  const unbroken = ((a + b + repeats - 1) / (a - 1)) * (1 - (1 - share) ** (a - 1) * series)
  return unbroken / (1 + oddsGone(model, purchases))
}

/** Purchases expected in the next `time` if nobody could leave, of a customer who is there now: the posterior mean rate times it. */
export function purchasesWithoutLeaving({ r, alpha }: BgNbd, { repeats, age }: Purchases, time: number): number {
  return (time * (r + repeats)) / (alpha + age)
}

/**
 * Covariance, row by row, of the logarithms of r, α, a and b: the inverse of the observed information (second differences of the
 * log-likelihood at its maximum). Null where it has no proper maximum, as where hardly anybody is seen to leave.
 */
export function covarianceOf(patterns: readonly PurchasePattern[], fit: BgNbd): Float64Array | null {
  const scale = patterns.reduce((most, { age }) => Math.max(most, age), 0)
  const logLikelihood = likelihoodOf(patterns, scale)
  const at = [fit.r, fit.alpha / scale, fit.a, fit.b].map(Math.log)
  const value = (...moved: readonly (readonly [place: number, by: number])[]) => {
    const there = [...at]
    for (const [place, by] of moved) there[place]! += by
    return logLikelihood(there.map(Math.exp) as [number, number, number, number])
  }
  const here = value()
  const information = new Float64Array(16)
  for (let row = 0; row < 4; row++)
    for (let column = 0; column <= row; column++) {
      const second =
        row === column
          ? (value([row, NUDGE]) - 2 * here + value([row, -NUDGE])) / NUDGE ** 2
          : (value([row, NUDGE], [column, NUDGE]) -
              value([row, NUDGE], [column, -NUDGE]) -
              value([row, -NUDGE], [column, NUDGE]) +
              value([row, -NUDGE], [column, -NUDGE])) /
            (4 * NUDGE ** 2)
      information[4 * row + column] = information[4 * column + row] = -second
    }
  const factored = factor(information, 4)
  if (factored.isAliased.includes(true)) return null
  const inverse = new Float64Array(16)
  for (let column = 0; column < 4; column++) {
    const solved = solve(
      factored,
      [0, 1, 2, 3].map((row) => Number(row === column)),
    )
    for (let row = 0; row < 4; row++) inverse[4 * row + column] = solved[row]!
  }
  return inverse.every(Number.isFinite) ? inverse : null
}

/** Steps of the logarithms: wide enough that the differences are no rounding, narrow enough that they are second derivatives. */
const NUDGE = 0.01

/** The standard error of what is worked out from the parameters, by the delta method. */
export function errorOf(fit: BgNbd, covariance: ArrayLike<number>, quantity: (model: BgNbd) => number): number {
  const names = ['r', 'alpha', 'a', 'b'] as const
  const slope = names.map((name) => {
    const moved = (by: number) => quantity({ ...fit, [name]: fit[name] * Math.exp(by) })
    return (moved(NUDGE) - moved(-NUDGE)) / (2 * NUDGE)
  })
  let variance = 0
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4; column++) variance += slope[row]! * covariance[4 * row + column]! * slope[column]!
  return Math.sqrt(Math.max(0, variance))
}
