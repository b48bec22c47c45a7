/** Eigenvalues, the largest first, and their eigenvectors of unit length. */
export interface Eigen {
  readonly values: readonly number[]
  readonly vectors: readonly Float64Array[]
}

const MOST_SWEEPS = 60

/**
 * Of a symmetric matrix, `size` × `size`, row by row: Jacobi's rotations (Golub & Van Loan, Matrix Computations, §8.5).
 * The largest component of every vector is positive, so that the signs are the same on every machine.
 */
export function eigen(matrix: ArrayLike<number>, size: number): Eigen {
  const a = Float64Array.from(matrix)
  const v = new Float64Array(size * size)
  for (let at = 0; at < size; at++) v[at * size + at] = 1
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let [off, all] = [0, 0]
    for (let p = 0; p < size; p++)
      for (let q = 0; q < size; q++) {
        all += a[p * size + q]! ** 2
        if (p !== q) off += a[p * size + q]! ** 2
      }
    if (off <= 1e-24 * all) break
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q)
  }
  const order = Array.from({ length: size }, (_, at) => at).sort((one, other) => a[other * size + other]! - a[one * size + one]!)
  return { values: order.map((at) => a[at * size + at]!), vectors: order.map((at) => column(v, size, at)) }
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!
  if (apq === 0) return
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let at = 0; at < size; at++) turn(a, at * size + p, at * size + q, c, s)
  for (let at = 0; at < size; at++) turn(a, p * size + at, q * size + at, c, s)
  for (let at = 0; at < size; at++) turn(v, at * size + p, at * size + q, c, s)
}

function turn(values: Float64Array, one: number, other: number, c: number, s: number): void {
  const [x, y] = [values[one]!, values[other]!]
  values[one] = c * x - s * y
  values[other] = s * x + c * y
}

function column(v: Float64Array, size: number, at: number): Float64Array {
  const own = Float64Array.from({ length: size }, (_, row) => v[row * size + at]!)
  const largest = own.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-12 ? value : best), 0)
  return largest < 0 ? own.map((value) => -value) : own
}
