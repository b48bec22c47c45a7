import { expect, test } from 'vitest'
import { copulaOf } from './copula'
import { inverseNormal, normalShare } from './normal'
import { quantile } from './quantile'
import { normal, random } from './random'

test('tables of the normal distribution: Φ⁻¹(0.975) = 1.959964, Φ⁻¹(0.999) = 3.090232, Φ⁻¹(10⁻⁶) = −4.753424', () => {
  expect(inverseNormal(0.975)).toBeCloseTo(1.959964, 6)
  expect(inverseNormal(0.999)).toBeCloseTo(3.090232, 6)
  expect(inverseNormal(1e-6)).toBeCloseTo(-4.753424, 6)
  for (const z of [-3, -0.4, 0, 1.7]) expect(inverseNormal(normalShare(z))).toBeCloseTo(z, 9)
})

test('columns of one mode keep their values, and correlations stay', () => {
  const next = random(3)
  const rows = 3000
  const values = new Float64Array(rows * 3)
  for (let row = 0; row < rows; row++) {
    const x = normal(next)
    values.set([x, Math.round(Math.exp(0.8 * x + 0.5 * normal(next))), Number(next() < 0.3)], row * 3)
  }
  const drawn = copulaOf({ values, rows, columns: 3 }, next)()
  const [before, after] = [values, drawn.values].map((of) =>
    [0, 1, 2].map((at) => Float64Array.from({ length: rows }, (_, row) => of[row * 3 + at]!)),
  )
  expect(after![2]!.reduce((sum, value) => sum + value, 0)).toBe(before![2]!.reduce((sum, value) => sum + value, 0))
  for (const at of [0, 1])
    for (const share of [0.1, 0.5, 0.9])
      expect(quantile(after![at]!.toSorted(), share)).toBeCloseTo(quantile(before![at]!.toSorted(), share), 0)
  expect(Math.abs(correlation(before![0]!, before![1]!) - correlation(after![0]!, after![1]!))).toBeLessThan(0.05)
  expect(Math.abs(correlation(after![0]!, after![2]!))).toBeLessThan(0.06)
})

test('two groups that lie apart in two columns are drawn as one cloud between them', () => {
  const next = random(5)
  const rows = 2000
  const values = Float64Array.from({ length: rows * 2 }, (_, at) => (Math.floor(at / 2) % 2 ? 6 : 0) + normal(next))
  const drawn = copulaOf({ values, rows, columns: 2 }, next)()
  const between = (of: Float64Array) => of.filter((value) => value > 2.4 && value < 3.6).length / of.length
  expect(between(values)).toBeLessThan(0.02)
  expect(between(drawn.values)).toBeGreaterThan(0.08)
})

function correlation(one: Float64Array, other: Float64Array): number {
  const [a, b] = [one, other].map((own) => {
    const middle = own.reduce((sum, value) => sum + value, 0) / own.length
    return own.map((value) => value - middle)
  }) as [Float64Array, Float64Array]
  const product = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, at) => sum + value * y[at]!, 0)
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b))
}
