import { expect, test } from 'vitest'
import { hypergeometric } from './hypergeometric'

test('₂F₁(1, 1; 2; z) = −ln(1 − z)/z (DLMF 15.4.1)', () => {
  for (const z of [0.01, 0.3, 0.9, 0.999]) expect(hypergeometric(1, 1, 2, z)).toBeCloseTo(-Math.log(1 - z) / z, 10)
})

test('₂F₁(a, b; b; z) = (1 − z)^−a (DLMF 15.4.6)', () => {
  expect(hypergeometric(0.24, 2.4, 2.4, 0.8)).toBeCloseTo(0.2 ** -0.24, 12)
})

test('₂F₁(½, 1; 3⁄2; z²) = ln((1 + z)/(1 − z))/2z (DLMF 15.4.2), and 1 at 0', () => {
  expect(hypergeometric(0.5, 1, 1.5, 0.25)).toBeCloseTo(Math.log(3), 12)
  expect(hypergeometric(5, 7, 2, 0)).toBe(1)
})
