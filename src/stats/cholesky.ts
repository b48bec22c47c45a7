/** L of a symmetric matrix = L Lᵀ, and which rows of it add nothing to those before them (theirs are zero). */
export interface Factored {
  readonly size: number
  /** Row by row, `size` × `size`. */
  readonly lower: Float64Array
  readonly isAliased: readonly boolean[]
}

const TOLERANCE = 1e-9

/** Cholesky's factors of a positive semi-definite matrix, row by row; a pivot under 1e-9 of its diagonal is taken for none. */
export function factor(matrix: ArrayLike<number>, size: number): Factored {
  const lower = new Float64Array(size * size)
  const isAliased: boolean[] = new Array<boolean>(size).fill(false)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!
      if (column < row) lower[row * size + column] = isAliased[column] ? 0 : sum / lower[column * size + column]!
      else if (sum > TOLERANCE * matrix[row * size + row]!) lower[row * size + row] = Math.sqrt(sum)
      else {
        isAliased[row] = true
        lower.fill(0, row * size, (row + 1) * size)
      }
    }
  }
  return { size, lower, isAliased }
}

/** x with matrix · x = right; 0 where a row is aliased. */
export function solve({ size, lower, isAliased }: Factored, right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row]! -= lower[row * size + k]! * x[k]!
    x[row] = isAliased[row] ? 0 : x[row]! / lower[row * size + row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row]! -= lower[k * size + row]! * x[k]!
    x[row] = isAliased[row] ? 0 : x[row]! / lower[row * size + row]!
  }
  return x
}

/** The inverse, row by row; zero in aliased rows and columns. */
export function inverse(factored: Factored): Float64Array {
  const { size } = factored
  const all = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let column = 0; column < size; column++) {
    unit.fill(0)
    if (!factored.isAliased[column]) unit[column] = 1
    const solved = solve(factored, unit)
    for (let row = 0; row < size; row++) all[row * size + column] = solved[row]!
  }
  return all
}
