import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IRIS } from '../../test/support/iris'
import { eigen } from './eigen'
import { mean } from './mean'

test('R, prcomp(iris[, 1:4]): variances 4.2282, 0.2427, 0.0782, 0.0238, the first along 0.36139, −0.08452, 0.85667, 0.35829', () => {
  const middle = [0, 1, 2, 3].map((column) => mean(IRIS.map((row) => row[column]!)))
  const covariance = [0, 1, 2, 3].flatMap((one) =>
    [0, 1, 2, 3].map(
      (other) => IRIS.reduce((sum, row) => sum + (row[one]! - middle[one]!) * (row[other]! - middle[other]!), 0) / (IRIS.length - 1),
    ),
  )
  const { values, vectors } = eigen(covariance, 4)
  for (const [at, expected] of [4.2282, 0.2427, 0.0782, 0.0238].entries()) expect(values[at]).toBeCloseTo(expected, 4)
  for (const [at, expected] of [0.36139, -0.08452, 0.85667, 0.35829].entries()) expect(vectors[0]![at]).toBeCloseTo(expected, 4)
})

test('a symmetric matrix is the sum of its eigenvectors’ squares, each by its value; they are of unit length and at right angles', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 36, maxLength: 36 }),
      (size, some) => {
        const matrix = Array.from({ length: size * size }, (_, at) => {
          const [row, column] = [Math.floor(at / size), at % size]
          return some[Math.min(row, column) * 6 + Math.max(row, column)]!
        })
        const { values, vectors } = eigen(matrix, size)
        for (let row = 0; row < size; row++)
          for (let column = 0; column < size; column++) {
            const built = values.reduce((sum, value, at) => sum + value * vectors[at]![row]! * vectors[at]![column]!, 0)
            expect(built).toBeCloseTo(matrix[row * size + column]!, 8)
            const product = vectors[row]!.reduce((sum, value, at) => sum + value * vectors[column]![at]!, 0)
            expect(product).toBeCloseTo(row === column ? 1 : 0, 9)
          }
        expect([...values].sort((a, b) => b - a)).toEqual(values)
      },
    ),
  )
})
