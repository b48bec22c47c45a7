import { expect, test } from 'vitest'
import { openStream, weighted, type Random } from './random'

const DRAWS = 200_000

/** Mean and variance of many draws. */
function moments(draw: (random: Random) => number): { mean: number; variance: number } {
  const random = openStream(7, 'moments')
  let sum = 0
  let squares = 0
  for (let index = 0; index < DRAWS; index++) {
    const value = draw(random)
    sum += value
    squares += value * value
  }
  return { mean: sum / DRAWS, variance: squares / DRAWS - (sum / DRAWS) ** 2 }
}

// Mean and variance of each distribution are textbook closed forms.
const EXPECTED: readonly [name: string, draw: (random: Random) => number, mean: number, variance: number][] = [
  ['uniform', (random) => random.unit(), 1 / 2, 1 / 12],
  ['normal', (random) => random.normal(), 0, 1],
  ['exponential of mean 3', (random) => random.exponential(3), 3, 9],
  ['gamma of shape 0.8 and scale 2', (random) => random.gamma(0.8, 2), 1.6, 3.2],
  ['gamma of shape 4 and scale 0.5', (random) => random.gamma(4, 0.5), 2, 1],
  ['beta of 0.6 and 2.4', (random) => random.beta(0.6, 2.4), 0.2, 0.04],
  ['Poisson of mean 1.5', (random) => random.poisson(1.5), 1.5, 1.5],
  ['whole numbers from 2 to 6', (random) => random.between(2, 6), 4, 2],
  ['chance of 0.3', (random) => Number(random.chance(0.3)), 0.3, 0.21],
]

test.each(EXPECTED)('draws of %s have its mean and variance', (_, draw, mean, variance) => {
  const found = moments(draw)
  expect(Math.abs(found.mean - mean)).toBeLessThan(4.5 * Math.sqrt(variance / DRAWS))
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.04)
})

test('an index is drawn as often as its weight says, and never where the weight is 0', () => {
  const random = openStream(1, 'index')
  const weights = [5, 0, 3, 2]
  const counts = [0, 0, 0, 0]
  const running = weighted(weights)
  for (let index = 0; index < DRAWS; index++) counts[random.index(running)]!++
  expect(counts[1]).toBe(0)
  weights.forEach((weight, index) => expect(Math.abs(counts[index]! / DRAWS - weight / 10)).toBeLessThan(0.005))
})

test('a stream is the same for the same seed and name, and another for another name or seed', () => {
  const first = (seed: number, name: string) => Array.from({ length: 8 }, openStream(seed, name).unit)
  expect(first(1, 'shop')).toEqual(first(1, 'shop'))
  expect(first(1, 'shop')).not.toEqual(first(1, 'offices'))
  expect(first(1, 'shop')).not.toEqual(first(2, 'shop'))
})

test('streams of neighbouring seeds do not resemble each other', () => {
  const one = openStream(1, 'shop')
  const other = openStream(2, 'shop')
  let product = 0
  for (let index = 0; index < DRAWS; index++) product += (one.unit() - 0.5) * (other.unit() - 0.5)
  // The correlation of independent draws has standard error 1/√n.
  expect(Math.abs((product / DRAWS) * 12)).toBeLessThan(4.5 / Math.sqrt(DRAWS))
})
