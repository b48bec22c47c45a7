import { factor, solve } from './cholesky'

/** Rows that come in clusters: those of one customer are not independent. */
export interface ClusteredRows {
  readonly labels: Uint8Array
  /** Of each row, how many trials at one probability it stands for, of which the last has the label and the others 0; one each without it. */
  readonly trials?: Uint32Array
  /** Of each row, from 0. */
  readonly cluster: Int32Array
  readonly clusters: number
}

/** Rows alike in all columns are one pattern: a sum over rows is one over patterns. */
interface Open extends ClusteredRows {
  readonly size: number
  /** Of each row, from 0. */
  readonly pattern: Int32Array
  /** Pattern by pattern: a place for one more column, a constant, the columns. Columns that are mostly 0 are best given last. */
  readonly matrix: Float64Array
}

/** A logit of the labels on a constant and columns, with what a further column is tested by. */
export interface ClusteredLogit extends Open {
  /** 0 in the place of the further column. */
  readonly beta: Float64Array
  readonly information: Float64Array
  /** Of each pattern. */
  readonly probabilities: Float64Array
  readonly all: Counts
}

/** Trials and successes of each pattern without the further column, and with it, side by side. */
interface Counts {
  readonly trials: Float64Array
  readonly left: Float64Array
}

const MOST_ROUNDS = 25
const ENOUGH = 1e-9

export function clusteredLogit(columns: readonly ArrayLike<number>[], rows: ClusteredRows): ClusteredLogit {
  const size = columns.length + 2
  const { pattern, firsts } = patternsOf(columns, rows.labels.length)
  const matrix = new Float64Array(firsts.length * size)
  for (let place = 0, from = 0; place < firsts.length; place++, from += size) {
    matrix[from + 1] = 1
    for (let column = 0; column < columns.length; column++) matrix[from + 2 + column] = columns[column]![firsts[place]!]!
  }
  const open = { ...rows, size, pattern, matrix }
  const { beta, information } = climb(open, new Float64Array(size), null)
  return { ...open, beta, information, probabilities: alongPatterns(open, beta).map(chance), all: countPatterns(open, null) }
}

/** Rows that no column tells apart have one number, from 0; every row has its own where few are alike. */
function patternsOf(columns: readonly ArrayLike<number>[], rows: number) {
  let pattern = new Int32Array(rows)
  let firsts = rows > 0 ? [0] : []
  for (const column of columns) {
    const { numbers, values } = numbered(column, rows)
    const cells = values * firsts.length
    firsts = []
    const seen = new Int32Array(Math.min(cells, MOST_CELLS)).fill(-1)
    const finer = new Int32Array(rows)
    for (let row = 0; row < rows && cells <= MOST_CELLS; row++) {
      const cell = pattern[row]! * values + numbers[row]!
      if (seen[cell]! < 0) seen[cell] = firsts.push(row) - 1
      finer[row] = seen[cell]!
    }
    pattern = finer
    if (cells > MOST_CELLS || 2 * firsts.length > rows) return { pattern: Int32Array.from(pattern.keys()), firsts: [...pattern.keys()] }
  }
  return { pattern, firsts }
}

const MOST_CELLS = 4_000_000

/** The values of a column, numbered from 0 as they come. */
function numbered(column: ArrayLike<number>, rows: number) {
  const places = new Map<number, number>()
  const numbers = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const value = column[row]!
    let place = places.get(value)
    if (place === undefined) places.set(value, (place = places.size))
    numbers[row] = place
  }
  return { numbers, values: places.size }
}

/** Rows of which `has` is −1 (not known) are passed over. */
export function countPatterns({ labels, trials, pattern, matrix, size }: Open, has: Int8Array | null): Counts {
  const counts = { trials: new Float64Array((2 * matrix.length) / size), left: new Float64Array((2 * matrix.length) / size) }
  for (let row = 0; row < labels.length; row++) {
    const own = has === null ? 0 : has[row]!
    if (own < 0) continue
    counts.trials[2 * pattern[row]! + own]! += trials === undefined ? 1 : trials[row]!
    counts.left[2 * pattern[row]! + own]! += labels[row]!
  }
  return counts
}

/** Newton's method from `beta` on; a step that makes it worse is halved. Rows of which `has` is −1 (not known) are passed over. */
export function climb(open: Open, beta: Float64Array, has: Int8Array | null) {
  const counts = countPatterns(open, has)
  let at = beta
  let state = derivatives(open, at, counts)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = solve(factor(state.information, open.size), state.gradient)
    let next = state
    let moved = at
    for (let part = 1; part > 1e-6; part /= 2) {
      moved = at.map((value, place) => value + part * step[place]!)
      next = derivatives(open, moved, counts)
      if (next.loss <= state.loss + 1e-12) break
    }
    const gain = state.loss - next.loss
    ;[at, state] = [moved, next]
    if (Math.abs(gain) <= ENOUGH * (next.loss + 0.1)) break
  }
  return { beta: at, information: state.information }
}

/** The negative log-likelihood and its derivatives; the information is symmetric, row by row. */
function derivatives({ size, matrix }: Open, beta: Float64Array, { trials, left }: Counts) {
  const gradient = new Float64Array(size)
  const information = new Float64Array(size * size)
  let loss = 0
  for (let place = 0; place < trials.length; place++) {
    if (trials[place] === 0) continue
    const from = (place >> 1) * size
    matrix[from] = place & 1
    const eta = along(matrix, from, beta)
    const p = chance(eta)
    loss += trials[place]! * (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta))) - left[place]! * eta
    const residual = left[place]! - trials[place]! * p
    for (let term = 0; term < size; term++) gradient[term]! += residual * matrix[from + term]!
    addSquare(information, matrix, from, size, trials[place]! * p * (1 - p))
  }
  mirror(information, size)
  return { loss, gradient, information }
}

/** One step of Newton's method from the model without a further column to the one with it. */
export function stepTo(model: ClusteredLogit, has: Int8Array) {
  const { size, matrix, beta, probabilities, all } = model
  const { trials, left } = countPatterns(model, has)
  const known = model.information.slice()
  const gradient = new Float64Array(size)
  const shares = new Float64Array(size)
  let isPartial = false
  let [score, square] = [0, 0]
  for (let pattern = 0, from = 0; pattern < probabilities.length; pattern++, from += size) {
    const [without, having] = [2 * pattern, 2 * pattern + 1]
    const p = probabilities[pattern]!
    const unknown = all.trials[without]! - trials[without]! - trials[having]!
    if (trials[having]! > 0) {
      const weight = trials[having]! * p * (1 - p)
      score += left[having]! - trials[having]! * p
      square += weight
      for (let place = 1; place < size; place++) shares[place]! += weight * matrix[from + place]!
    }
    if (unknown > 0) {
      isPartial = true
      matrix[from] = 0
      const residual = all.left[without]! - left[without]! - left[having]! - unknown * p
      for (let place = 1; place < size; place++) gradient[place]! -= residual * matrix[from + place]!
      addSquare(known, matrix, from, size, -unknown * p * (1 - p))
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

/** Adds weight · zzᵀ of a pattern to the lower triangle. */
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

/** Of each pattern, the sum of its columns times `beta`; without the further column. */
export function alongPatterns({ matrix, size }: Open, beta: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.length / size }, (_, pattern) => {
    let sum = 0
    for (let place = 1; place < size; place++) sum += beta[place]! * matrix[pattern * size + place]!
    return sum
  })
}

export function chance(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

function along(matrix: Float64Array, from: number, beta: Float64Array): number {
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
