import { eigen } from '../../stats/eigen'
import type { Points } from '../../stats/k-means'

/** Two directions at right angles, one share a feature, and how much of the spread of all customers they show. */
export interface Axes {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly shown: number
}

/**
 * The directions in which the centres of the groups lie farthest apart (principal components of the centres, each counted once), or,
 * with `ofSpread`, those in which the customers do. Two centres have one direction between them: the other is the customers' next.
 */
export function axesOf(points: Points, centres: readonly number[], ofSpread: boolean): Axes {
  const { rows, columns } = points
  const total = scatter(points.values, rows, columns)
  const groups = centres.length / columns
  const own = ofSpread || groups < 2 ? eigen(total, columns) : eigen(scatter(centres, groups, columns), columns)
  const x = own.vectors[0]!
  const y = own.values[1]! > 1e-9 * own.values[0]! ? own.vectors[1]! : eigen(without(total, x, columns), columns).vectors[0]!
  const trace = Array.from({ length: columns }, (_, at) => total[at * columns + at]!).reduce((sum, value) => sum + value, 0)
  return { x: [...x], y: [...y], shown: trace > 0 ? (along(total, x, columns) + along(total, y, columns)) / trace : 0 }
}

/** Σ (row − mean)(row − mean)ᵀ ÷ rows. */
function scatter(values: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const mean = Array.from({ length: columns }, (_, column) => {
    let sum = 0
    for (let row = 0; row < rows; row++) sum += values[row * columns + column]!
    return sum / rows
  })
  const found = new Float64Array(columns * columns)
  for (let row = 0; row < rows; row++)
    for (let one = 0; one < columns; one++) {
      const own = values[row * columns + one]! - mean[one]!
      for (let other = 0; other <= one; other++)
        found[one * columns + other]! += (own * (values[row * columns + other]! - mean[other]!)) / rows
    }
  for (let one = 0; one < columns; one++)
    for (let other = one + 1; other < columns; other++) found[one * columns + other] = found[other * columns + one]!
  return found
}

/** (I − vvᵀ) M (I − vvᵀ): what is left of the spread at right angles to v. */
function without(matrix: Float64Array, v: Float64Array, size: number): Float64Array {
  const product = Float64Array.from({ length: size }, (_, row) =>
    v.reduce((sum, share, column) => sum + matrix[row * size + column]! * share, 0),
  )
  const own = along(matrix, v, size)
  return matrix.map((value, at) => {
    const [row, column] = [Math.floor(at / size), at % size]
    return value - product[row]! * v[column]! - v[row]! * product[column]! + own * v[row]! * v[column]!
  })
}

/** vᵀ M v. */
function along(matrix: Float64Array, v: Float64Array, size: number): number {
  return matrix.reduce((sum, value, at) => sum + value * v[Math.floor(at / size)]! * v[at % size]!, 0)
}
