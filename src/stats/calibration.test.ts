import { expect, test } from 'vitest'
import { calibrationBins, recalibrated, recalibration } from './calibration'
import { drawnFor } from './draw'
import { random } from './random'

function made(rows: number, slope: number) {
  const next = random(4)
  const odds = Array.from({ length: rows }, () => 4 * next() - 3)
  return {
    probabilities: Float64Array.from(odds, (x) => 1 / (1 + Math.exp(-x))),
    labels: Uint8Array.from(odds, (x) => Number(next() < 1 / (1 + Math.exp(-slope * x)))),
  }
}

test('probabilities that are what happens need no correction; those twice too far from a half are found and set right', () => {
  const right = made(4000, 1)
  expect(recalibration(right.probabilities, right.labels).p).toBeGreaterThan(0.05)
  const { probabilities, labels } = made(4000, 0.5)
  const found = recalibration(probabilities, labels)
  expect(found.p).toBeLessThan(1e-6)
  expect(found.slope).toBeCloseTo(0.5, 1)
  const better = probabilities.map((p) => recalibrated(p, found))
  expect(recalibration(better, labels).p).toBeGreaterThan(0.99)
  expect(better.reduce((sum, p) => sum + p, 0)).toBeCloseTo(
    labels.reduce((sum, label) => sum + label, 0),
    3,
  )
})

test('bins hold everybody once, from the lowest probability to the highest, thirty or more in each; equal ones stay together', () => {
  const { probabilities, labels } = made(333, 1)
  const bins = calibrationBins(probabilities, labels)
  expect(bins).toHaveLength(10)
  expect(bins.reduce((sum, { people }) => sum + people, 0)).toBe(333)
  expect(bins.reduce((sum, { left }) => sum + left, 0)).toBe(labels.reduce((sum, label) => sum + label, 0))
  expect(bins.map(({ foreseen }) => foreseen)).toEqual(bins.map(({ foreseen }) => foreseen).toSorted((a, b) => a - b))
  expect(Math.min(...bins.map(({ people }) => people))).toBeGreaterThanOrEqual(30)
  expect(calibrationBins(new Float64Array(100).fill(0.3), made(100, 1).labels)).toHaveLength(1)
  expect(calibrationBins(new Float64Array(20).fill(0.3), made(20, 1).labels)).toEqual([])
})

test('a draw by number is the same again, another under another number, and takes the share it is asked for', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `C${index}`)
  const drawn = (seed: number) => ids.filter((id) => drawnFor(id, seed) < 0.1)
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(1).length / ids.length).toBeCloseTo(0.1, 2)
  const other = new Set(drawn(2))
  const both = drawn(1).filter((id) => other.has(id)).length
  expect(both / ids.length).toBeCloseTo(0.01, 2)
  expect(drawnFor('東京', 3)).toBe(drawnFor('東京', 3))
})
