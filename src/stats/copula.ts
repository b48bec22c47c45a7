import { factor } from './cholesky'
import type { Points } from './k-means'
import { inverseNormal } from './normal'
import { mean } from './mean'
import { closestUnimodal } from './unimodal'
import { normal, type Random } from './random'

const ROUNDS = 4

/**
 * Rows as they would be if nothing but each column's spread around one mode and the correlations between columns shaped them: a normal
 * copula whose columns have their own values, brought to one mode (`closestUnimodal`), and whose correlations are fitted so that those
 * of the drawn values come out as the data's (Cario & Nelson 1997, "NORTA"). What a clustering finds in them is no group.
 */
export function copulaOf(points: Points, next: Random): () => Points {
  const { values, rows, columns } = points
  const own = Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]!),
  )
  const ordered = own.map((column) => column.toSorted())
  const sorted = ordered.map(closestUnimodal)
  const wanted = correlations(own)
  let inner = correlations(own.map((column, at) => normalScores(column, ordered[at]!)))
  for (let round = 0; round < ROUNDS; round++) {
    const got = correlations(draw(sorted, inner, rows, next))
    inner = inner.map((r, at) => Math.max(-1, Math.min(1, r + wanted[at]! - got[at]!)))
  }
  return () => {
    const drawn = draw(sorted, inner, rows, next)
    return { values: values.map((_, at) => drawn[at % columns]![Math.floor(at / columns)]!), rows, columns }
  }
}

function draw(sorted: readonly Float64Array[], inner: Float64Array, rows: number, next: Random): Float64Array[] {
  const columns = sorted.length
  const lower = rootOf(inner, columns)
  const scores = sorted.map(() => new Float64Array(rows))
  for (let row = 0; row < rows; row++) {
    const own = Float64Array.from({ length: columns }, () => normal(next))
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let before = 0; before <= column; before++) sum += lower[column * columns + before]! * own[before]!
      scores[column]![row] = sum
    }
  }
  return scores.map((score, column) => {
    const order = Uint32Array.from(score.keys()).sort((one, other) => score[one]! - score[other]!)
    for (const [place, row] of order.entries()) score[row] = sorted[column]![place]!
    return score
  })
}

/** Correlations fitted one by one may contradict each other: then all are taken nearer to none. */
function rootOf(matrix: Float64Array, size: number): Float64Array {
  for (let share = 1 - 1e-6; share > 0; share -= 0.02) {
    const { lower, isAliased } = factor(
      matrix.map((value, at) => (at % (size + 1) === 0 ? 1 : share * value)),
      size,
    )
    if (!isAliased.includes(true)) return lower
  }
  return Float64Array.from({ length: size * size }, (_, at) => Number(at % (size + 1) === 0))
}

/** Φ⁻¹ of the middle rank of each value. */
function normalScores(values: Float64Array, sorted: Float64Array): Float64Array {
  const score = new Map<number, number>()
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    score.set(sorted[from]!, inverseNormal((from + to) / 2 / sorted.length))
    from = to
  }
  return values.map((value) => score.get(value)!)
}

/** Pearson's, row by row; 0 beside a column of one value. */
function correlations(columns: readonly Float64Array[]): Float64Array {
  const size = columns.length
  const centred = columns.map((own) => {
    const middle = mean(own)
    return own.map((value) => value - middle)
  })
  const lengths = centred.map((own) => Math.sqrt(product(own, own)))
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [one, other] = [Math.floor(at / size), at % size]
    if (one === other) return 1
    const both = lengths[one]! * lengths[other]!
    return both === 0 ? 0 : product(centred[one]!, centred[other]!) / both
  })
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let row = 0; row < one.length; row++) sum += one[row]! * other[row]!
  return sum
}
