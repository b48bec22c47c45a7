import { factor, inverse, solve } from './cholesky'
import { chiSquareTail } from './chi-square'
import { concordance } from './concordance'
import { twoSidedTail } from './normal'
import { arrange, eachLeaving, predictor, type CoxRows, type Design } from './risk-sets'
import { Z95 } from './wilson'

export interface Hazard {
  readonly coefficient: number
  readonly error: number
  /** e^coefficient, with its 95 % Wald interval. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly p: number
}

export interface CoxFit {
  /** One a term; null where the term says nothing that the terms before it do not, or grows without end. */
  readonly hazards: readonly (Hazard | null)[]
  readonly customers: number
  readonly left: number
  readonly logLikelihood: { readonly none: number; readonly fitted: number }
  /** Likelihood ratio test of all terms together. */
  readonly test: { readonly statistic: number; readonly df: number; readonly p: number }
  readonly concordance: number | null
  /** In units of the terms' standard deviations. */
  readonly beta: Float64Array
  readonly design: Design
}

const MOST_STEPS = 30
const ENOUGH = 1e-10
const SHORTEST = 1e-4

/** Standard errors of a standardised term beyond this come from a likelihood that rises for ever: somebody always, or never, leaves. */
const ENDLESS = 5

/** Lets what waits in the event loop run. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * Proportional hazards (Cox 1972) by Newton's method on Efron's partial likelihood; a step that lowers it is halved. Between steps the
 * event loop gets its turn. Null where nobody left or there is no term.
 */
export async function cox(rows: CoxRows): Promise<CoxFit | null> {
  const design = arrange(rows)
  const { size } = design
  let beta = new Float64Array(size)
  let state = likelihood(design, beta)
  if (size === 0 || state.left === 0) return null
  const none = state.logLikelihood
  for (let step = 0; step < MOST_STEPS; step++) {
    await breathe()
    const change = solve(factor(state.information, size), state.score)
    let scale = 1
    let next = along(beta, change, scale)
    let reached = likelihood(design, next)
    while (reached.logLikelihood < state.logLikelihood && scale > SHORTEST) {
      scale /= 2
      next = along(beta, change, scale)
      reached = likelihood(design, next)
    }
    const gain = reached.logLikelihood - state.logLikelihood
    if (gain < 0) break
    ;[beta, state] = [next, reached]
    if (gain <= ENOUGH * Math.abs(state.logLikelihood)) break
  }
  const factored = factor(state.information, size)
  const variances = inverse(factored)
  const hazards = design.spreads.map((spread, term) => {
    const error = Math.sqrt(variances[term * size + term]!)
    return factored.isAliased[term] || error > ENDLESS ? null : hazardOf(beta[term]! / spread, error / spread)
  })
  const statistic = 2 * (state.logLikelihood - none)
  const df = factored.isAliased.filter((is) => !is).length
  await breathe()
  const scores = Float64Array.from({ length: design.rows }, (_, row) => predictor(design, row, beta))
  return {
    hazards,
    customers: design.customers.reduce((sum, each) => sum + each, 0),
    left: state.left,
    logLikelihood: { none, fitted: state.logLikelihood },
    test: { statistic, df, p: chiSquareTail(statistic, df) },
    concordance: concordance(design.time, design.hasLeft, design.customers, scores),
    beta,
    design,
  }
}

function along(beta: Float64Array<ArrayBuffer>, change: Float64Array, scale: number): Float64Array<ArrayBuffer> {
  return beta.map((value, term) => value + scale * change[term]!)
}

function hazardOf(coefficient: number, error: number): Hazard {
  return {
    coefficient,
    error,
    ratio: Math.exp(coefficient),
    low: Math.exp(coefficient - Z95 * error),
    high: Math.exp(coefficient + Z95 * error),
    p: twoSidedTail(coefficient / error),
  }
}

function likelihood(design: Design, beta: Float64Array) {
  const { size } = design
  const score = new Float64Array(size)
  const information = new Float64Array(size * size)
  let logLikelihood = 0
  let left = 0
  eachLeaving(design, beta, (leaving) => {
    logLikelihood += leaving.logLikelihood
    left += leaving.customers
    for (let term = 0; term < size; term++) score[term]! += leaving.score[term]!
    for (let place = 0; place < information.length; place++) information[place]! += leaving.information[place]!
  })
  return { logLikelihood, left, score, information }
}
