import { factor, inverse, solve } from './cholesky'

export interface LogisticOptions {
  /** λ of the ridge: half of λ Σ β² is added to the negative log-likelihood, β in standard deviations; the intercept is free. */
  readonly penalty?: number
  /** Rows to fit; all without it. */
  readonly rows?: ArrayLike<number>
  /** It stops when a round changes the objective by no more than this share of it. */
  readonly enough?: number
}

export interface LogisticFit {
  readonly intercept: number
  /** A column each, in the column's own unit; 0 where it adds nothing to those before it. */
  readonly coefficients: Float64Array
  /** Standard errors of the intercept and the coefficients; only without a penalty do they mean what they say. */
  readonly errors: Float64Array
  /** −2 log-likelihood. */
  readonly deviance: number
  readonly rounds: number
  readonly isConverged: boolean
}

const MOST_ROUNDS = 60

/**
 * Logistic regression by iteratively reweighted least squares, which is Newton's method (McCullagh and Nelder 1989, 2.5), with a ridge
 * (le Cessie and van Houwelingen 1992). Columns are standardised inside; a step that makes it worse is halved.
 */
export function fitLogistic(columns: readonly ArrayLike<number>[], labels: ArrayLike<number>, options: LogisticOptions = {}): LogisticFit {
  const rows = options.rows ?? Uint32Array.from({ length: labels.length }, (_, row) => row)
  const { penalty = 0, enough = 1e-10 } = options
  const scaled = standardise(columns, rows)
  const size = columns.length + 1
  const y = Uint8Array.from(rows, (row) => labels[row]!)
  let beta = new Float64Array(size)
  beta[0] = logit(y.reduce((sum, label) => sum + label, 0.5) / (y.length + 1))
  let state = newton(scaled.values, y, beta, penalty)
  let rounds = 0
  let isConverged = false
  while (rounds < MOST_ROUNDS && !isConverged) {
    rounds++
    const step = solve(factor(state.information, size), state.gradient)
    let next = state
    let moved = beta
    for (let part = 1; part > 1e-6; part /= 2) {
      moved = beta.map((value, place) => value + part * step[place]!)
      next = newton(scaled.values, y, moved, penalty)
      if (next.objective <= state.objective + 1e-12) break
    }
    isConverged = Math.abs(state.objective - next.objective) <= enough * (Math.abs(next.objective) + 0.1)
    beta = moved
    state = next
  }
  return { ...unscaled(beta, state.information, scaled), deviance: 2 * state.loss, rounds, isConverged }
}

/** The log-odds of one row. */
export function logOdds(
  { intercept, coefficients }: Pick<LogisticFit, 'intercept' | 'coefficients'>,
  columns: readonly ArrayLike<number>[],
  row: number,
): number {
  let sum = intercept
  for (let column = 0; column < coefficients.length; column++) sum += coefficients[column]! * columns[column]![row]!
  return sum
}

export function logit(share: number): number {
  return Math.log(share / (1 - share))
}

/** 1 / (1 + e^−x), kept inside 0 and 1. */
export function logistic(x: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, 1 / (1 + Math.exp(-x))))
}

interface Scaled {
  /** Row by row, without the intercept. */
  readonly values: Float64Array
  readonly means: Float64Array
  /** 0 for a column of one value. */
  readonly spreads: Float64Array
}

function standardise(columns: readonly ArrayLike<number>[], rows: ArrayLike<number>): Scaled {
  const wide = columns.length
  const values = new Float64Array(rows.length * wide)
  const means = new Float64Array(wide)
  const spreads = new Float64Array(wide)
  for (let column = 0; column < wide; column++) {
    const own = columns[column]!
    let mean = 0
    for (let row = 0; row < rows.length; row++) mean += (own[rows[row]!]! - mean) / (row + 1)
    let squares = 0
    for (let row = 0; row < rows.length; row++) squares += (own[rows[row]!]! - mean) ** 2
    const spread = Math.sqrt(squares / Math.max(1, rows.length))
    const isFlat = !(spread > 1e-9 * Math.max(1, Math.abs(mean)))
    means[column] = mean
    spreads[column] = isFlat ? 0 : spread
    if (!isFlat) for (let row = 0; row < rows.length; row++) values[row * wide + column] = (own[rows[row]!]! - mean) / spread
  }
  return { values, means, spreads }
}

/** −log-likelihood with its penalty, and the first and second derivatives of it, at `beta`. */
function newton(values: Float64Array, y: Uint8Array, beta: Float64Array, penalty: number) {
  const size = beta.length
  const wide = size - 1
  const gradient = new Float64Array(size)
  const information = new Float64Array(size * size)
  const row = new Float64Array(size)
  row[0] = 1
  let loss = 0
  for (let index = 0, from = 0; index < y.length; index++, from += wide) {
    let eta = beta[0]!
    for (let column = 0; column < wide; column++) {
      const value = values[from + column]!
      row[column + 1] = value
      eta += beta[column + 1]! * value
    }
    const p = 1 / (1 + Math.exp(-eta))
    // log(1 + e^η) without overflow.
    loss += (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta))) - y[index]! * eta
    const residual = y[index]! - p
    const weight = p * (1 - p)
    for (let a = 0; a < size; a++) {
      const value = row[a]!
      if (value === 0) continue
      gradient[a]! += residual * value
      const weighed = weight * value
      const place = a * size
      for (let b = 0; b <= a; b++) information[place + b]! += weighed * row[b]!
    }
  }
  let objective = loss
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) information[a * size + b] = information[b * size + a]!
    if (a === 0) continue
    objective += (penalty / 2) * beta[a]! ** 2
    gradient[a]! -= penalty * beta[a]!
    information[a * size + a]! += penalty
  }
  return { loss, objective, gradient, information }
}

function unscaled(beta: Float64Array, information: Float64Array, { means, spreads }: Scaled) {
  const size = beta.length
  const coefficients = Float64Array.from(spreads, (spread, column) => (spread > 0 ? beta[column + 1]! / spread : 0))
  const covariance = inverse(factor(information, size))
  const errors = new Float64Array(size)
  for (let column = 0; column < spreads.length; column++)
    if (spreads[column]! > 0) errors[column + 1] = Math.sqrt(Math.max(0, covariance[(column + 1) * size + column + 1]!)) / spreads[column]!
  // The intercept in the columns' own units is b0 − Σ b m/s: its variance is that of the same sum.
  const turn = Float64Array.from({ length: size }, (_, a) => (a === 0 ? 1 : spreads[a - 1]! > 0 ? -means[a - 1]! / spreads[a - 1]! : 0))
  let variance = 0
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) variance += turn[a]! * turn[b]! * covariance[a * size + b]!
  errors[0] = Math.sqrt(Math.max(0, variance))
  const intercept = beta.reduce((sum, value, a) => sum + value * turn[a]!, 0)
  return { intercept, coefficients, errors }
}
