/** Rows for a Cox regression, one a pattern of time, leaving and terms, with how many customers it stands for. */
export interface CoxRows {
  readonly time: ArrayLike<number>
  /** 1: left after this time; 0: still there. */
  readonly hasLeft: ArrayLike<number>
  /** Whole customers. */
  readonly customers: ArrayLike<number>
  /** One array a term, each with a value a row. */
  readonly terms: readonly ArrayLike<number>[]
}

/** Rows from the longest stay to the shortest, terms standardised so that no unit outweighs another. */
export interface Design {
  readonly rows: number
  readonly size: number
  readonly time: Float64Array
  readonly hasLeft: Uint8Array
  readonly customers: Float64Array
  /** Row by row. */
  readonly x: Float64Array
  readonly spreads: readonly number[]
}

export function arrange({ time, hasLeft, customers, terms }: CoxRows): Design {
  const rows = time.length
  const size = terms.length
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => time[b]! - time[a]!)
  const x = new Float64Array(rows * size)
  const total = order.reduce((sum, row) => sum + customers[row]!, 0)
  const spreads = terms.map((values, term) => {
    const mean = order.reduce((sum, row) => sum + customers[row]! * values[row]!, 0) / total
    const squares = order.reduce((sum, row) => sum + customers[row]! * (values[row]! - mean) ** 2, 0)
    const spread = Math.sqrt(squares / total) || 1
    for (const [place, row] of order.entries()) x[place * size + term] = (values[row]! - mean) / spread
    return spread
  })
  return {
    rows,
    size,
    time: Float64Array.from(order, (row) => time[row]!),
    hasLeft: Uint8Array.from(order, (row) => hasLeft[row]!),
    customers: Float64Array.from(order, (row) => customers[row]!),
    x,
    spreads,
  }
}

/** Σ βx of a row. */
export function predictor({ size, x }: Design, row: number, beta: ArrayLike<number>): number {
  let sum = 0
  for (let term = 0; term < size; term++) sum += x[row * size + term]! * beta[term]!
  return sum
}

/** What those who leave at one time add; the arrays are used again for the next time. */
export interface Leaving {
  readonly time: number
  readonly customers: number
  readonly logLikelihood: number
  readonly score: Float64Array
  /** Row by row, the lower triangle only. */
  readonly information: Float64Array
}

/**
 * Calls `use` for every time somebody leaves, the latest first, with Efron's terms of the partial likelihood at β (Efron 1977): of d
 * who leave together the l-th is one of all at risk less l/d of the d. Sums over l make the cost a time independent of d.
 */
export function eachLeaving(design: Design, beta: ArrayLike<number>, use: (leaving: Leaving) => void): void {
  const { rows, size, x, customers, hasLeft, time } = design
  const all = new Sums(size)
  const now = new Sums(size)
  const score = new Float64Array(size)
  const information = new Float64Array(size * size)
  let highest = -Infinity
  const predictors = Float64Array.from({ length: rows }, (_, row) => {
    const own = predictor(design, row, beta)
    highest = Math.max(highest, own)
    return own
  })
  let row = 0
  while (row < rows) {
    const at = time[row]!
    let left = 0
    let logLikelihood = 0
    now.clear()
    score.fill(0)
    for (; row < rows && time[row] === at; row++) {
      const weight = customers[row]! * Math.exp(predictors[row]! - highest)
      all.add(x, row, weight)
      if (!hasLeft[row]) continue
      now.add(x, row, weight)
      left += customers[row]!
      logLikelihood += customers[row]! * (predictors[row]! - highest)
      for (let term = 0; term < size; term++) score[term]! += customers[row]! * x[row * size + term]!
    }
    if (left === 0) continue
    const efron = efronSums(all.zero, now.zero, left)
    logLikelihood -= efron.logs
    for (let i = 0; i < size; i++) {
      const [a, e] = [all.first[i]!, now.first[i]!]
      score[i]! -= a * efron.one - e * efron.f
      for (let j = 0; j <= i; j++) {
        const [b, g] = [all.first[j]!, now.first[j]!]
        const place = i * size + j
        information[place] =
          all.second[place]! * efron.one -
          now.second[place]! * efron.f -
          (a * b * efron.square - (a * g + e * b) * efron.fSquare + e * g * efron.ffSquare)
      }
    }
    use({ time: at, customers: left, logLikelihood, score, information })
  }
}

/** Over l = 0 … d − 1 with f = l/d and D = all − f · now: Σ ln D, Σ 1/D, Σ f/D, Σ 1/D², Σ f/D², Σ f²/D². */
function efronSums(all: number, now: number, d: number) {
  const sums = { logs: 0, one: 0, f: 0, square: 0, fSquare: 0, ffSquare: 0 }
  for (let l = 0; l < d; l++) {
    const f = l / d
    const one = 1 / (all - f * now)
    sums.logs -= Math.log(one)
    sums.one += one
    sums.f += f * one
    sums.square += one * one
    sums.fSquare += f * one * one
    sums.ffSquare += f * f * one * one
  }
  return sums
}

/** Σ w, Σ wx and Σ wxxᵀ (its lower triangle). */
class Sums {
  zero = 0
  readonly first: Float64Array
  readonly second: Float64Array
  readonly #size: number

  constructor(size: number) {
    this.#size = size
    this.first = new Float64Array(size)
    this.second = new Float64Array(size * size)
  }

  clear(): void {
    this.zero = 0
    this.first.fill(0)
    this.second.fill(0)
  }

  add(x: Float64Array, row: number, weight: number): void {
    const size = this.#size
    this.zero += weight
    for (let i = 0; i < size; i++) {
      const part = weight * x[row * size + i]!
      this.first[i]! += part
      if (part === 0) continue
      for (let j = 0; j <= i; j++) this.second[i * size + j]! += part * x[row * size + j]!
    }
  }
}
