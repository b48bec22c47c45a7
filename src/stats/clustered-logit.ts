import { factor, solve } from './cholesky'

/** Rows that come in clusters: those of one customer are not independent. */
export interface ClusteredRows {
  readonly labels: Uint8Array
  /** Of each row, from 0. */
  readonly cluster: Int32Array
  readonly clusters: number
}

interface Open extends ClusteredRows {
  readonly size: number
  /** Row by row: a place for one more column, a constant, the columns. Columns that are mostly 0 are best given last. */
  readonly matrix: Float64Array
}

/** A logit of the labels on a constant and columns, with what a further column is tested by. */
export interface ClusteredLogit extends Open {
  /** 0 in the place of the further column. */
  readonly beta: Float64Array
  readonly information: Float64Array
  /** Of each row: label − probability, and the probability's variance. */
  readonly residuals: Float64Array
  readonly weights: Float64Array
}

const MOST_ROUNDS = 25
const ENOUGH = 1e-9

export function clusteredLogit(columns: readonly ArrayLike<number>[], rows: ClusteredRows): ClusteredLogit {
  const size = columns.length + 2
  const matrix = new Float64Array(rows.labels.length * size)
  for (let row = 0, from = 0; row < rows.labels.length; row++, from += size) {
    matrix[from + 1] = 1
    for (let column = 0; column < columns.length; column++) matrix[from + 2 + column] = columns[column]![row]!
  }
  const open = { ...rows, size, matrix }
  const { beta, information } = climb(open, new Float64Array(size), null)
  const probabilities = Float64Array.from(rows.labels, (_, row) => 1 / (1 + Math.exp(-along(matrix, row * size, beta))))
  return {
    ...open,
    beta,
    information,
    residuals: probabilities.map((p, row) => rows.labels[row]! - p),
    weights: probabilities.map((p) => p * (1 - p)),
  }
}

/** Newton's method from `beta` on; a step that makes it worse is halved. Rows of which `has` is −1 (not known) are passed over. */
export function climb(open: Open, beta: Float64Array, has: Int8Array | null) {
  let at = beta
  let state = derivatives(open, at, has)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = solve(factor(state.information, open.size), state.gradient)
    let next = state
    let moved = at
    for (let part = 1; part > 1e-6; part /= 2) {
      moved = at.map((value, place) => value + part * step[place]!)
      next = derivatives(open, moved, has)
      if (next.loss <= state.loss + 1e-12) break
    }
    const gain = state.loss - next.loss
    ;[at, state] = [moved, next]
    if (Math.abs(gain) <= ENOUGH * (next.loss + 0.1)) break
  }
  return { beta: at, information: state.information }
}

/** The negative log-likelihood and its derivatives; the information is symmetric, row by row. */
function derivatives({ labels, size, matrix }: Open, beta: Float64Array, has: Int8Array | null) {
  const gradient = new Float64Array(size)
  const information = new Float64Array(size * size)
  let loss = 0
  for (let row = 0, from = 0; row < labels.length; row++, from += size) {
    const own = has === null ? 0 : has[row]!
    if (own < 0) continue
    matrix[from] = own
    const eta = along(matrix, from, beta)
    const p = 1 / (1 + Math.exp(-eta))
    loss += (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta))) - labels[row]! * eta
    const residual = labels[row]! - p
    for (let place = 0; place < size; place++) gradient[place]! += residual * matrix[from + place]!
    addSquare(information, matrix, from, size, p * (1 - p))
  }
  mirror(information, size)
  return { loss, gradient, information }
}

/** One step of Newton's method from the model without a further column to the one with it. */
export function stepTo({ labels, size, matrix, beta, information, residuals, weights }: ClusteredLogit, has: Int8Array) {
  const known = information.slice()
  const gradient = new Float64Array(size)
  const shares = new Float64Array(size)
  let isPartial = false
  let [score, square] = [0, 0]
  for (let row = 0, from = 0; row < labels.length; row++, from += size) {
    if (has[row] === 0) continue
    if (has[row] === 1) {
      score += residuals[row]!
      square += weights[row]!
      for (let place = 1; place < size; place++) shares[place]! += weights[row]! * matrix[from + place]!
    } else {
      isPartial = true
      matrix[from] = 0
      addSquare(known, matrix, from, size, -weights[row]!)
      for (let place = 1; place < size; place++) gradient[place]! -= residuals[row]! * matrix[from + place]!
    }
  }
  if (isPartial) mirror(known, size)
  const others = factor(known, size)
  const shared = solve(others, shares)
  const dot = (values: Float64Array) => values.reduce((sum, value, place) => sum + value * shared[place]!, 0)
  const expected = square - dot(shares)
  const own = score - dot(gradient)
  const change = expected > 1e-9 * square ? own / expected : 0
  const moved = solve(others, gradient)
  const whole = known
  whole[0] = square
  for (let place = 1; place < size; place++) whole[place] = whole[place * size] = shares[place]!
  return {
    beta: beta.map((value, place) => (place === 0 ? change : value + moved[place]! - shared[place]! * change)),
    information: whole,
    shared,
    score: own,
    expected: expected > 1e-9 * square ? expected : 0,
  }
}

/** Adds weight · zzᵀ of a row to the lower triangle. */
function addSquare(into: Float64Array, matrix: Float64Array, from: number, size: number, weight: number): void {
  for (let a = 0; a < size; a++) {
    const weighed = weight * matrix[from + a]!
    if (weighed === 0) continue
    const place = a * size
    for (let b = 0; b <= a; b++) into[place + b]! += weighed * matrix[from + b]!
  }
}

function mirror(matrix: Float64Array, size: number): void {
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) matrix[a * size + b] = matrix[b * size + a]!
}

export function along(matrix: Float64Array, from: number, beta: Float64Array): number {
  let sum = 0
  for (let place = 0; place < beta.length; place++) sum += beta[place]! * matrix[from + place]!
  return sum
}

/** Σ over clusters of the product of what each adds up to in two sums: the middle of the sandwich, for clusters drawn at random. */
export function crossed(one: Float64Array, other: Float64Array): number {
  const clusters = one.length
  let sum = 0
  for (let cluster = 0; cluster < clusters; cluster++) sum += one[cluster]! * other[cluster]!
  return clusters > 1 ? (sum * clusters) / (clusters - 1) : sum
}
