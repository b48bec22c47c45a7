import { expect, test } from 'vitest'
import { IRIS } from '../../test/support/iris'
import { adjustedRand } from './adjusted-rand'
import { findGroups } from './groups'
import type { Points } from './k-means'
import { normal, poisson, random, type Random } from './random'

const soon = () => Promise.resolve()

/** Each column from its mean, in standard deviations. */
function standardised(rows: readonly (readonly number[])[]): Points {
  const columns = rows[0]!.map((_, column) => {
    const own = rows.map((row) => row[column]!)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length) || 1
    return own.map((value) => (value - mean) / deviation)
  })
  return {
    values: Float64Array.from(rows.flatMap((_, row) => columns.map((column) => column[row]!))),
    rows: rows.length,
    columns: columns.length,
  }
}

test('Fisher’s irises stand out in two groups, one kind and the two that touch, with the inertia of METHODS 2.17', async () => {
  const { chosen, candidates, clusterings } = await findGroups(standardised(IRIS), 7, soon)
  expect(chosen).toBe(2)
  expect(candidates.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  // 220.879294 is by the standard deviation of a sample: n − 1.
  expect((candidates[0]!.inertia * 149) / 150).toBeCloseTo(220.879294, 4)
  expect(candidates[0]!.silhouette).toBeCloseTo(0.58175, 5)
  expect(
    adjustedRand(
      clusterings.get(2)!.labels,
      IRIS.map((_, row) => Number(row >= 50)),
    ),
  ).toBe(1)
})

/** Clouds in which nothing is to be found, of every kind that customers come in. */
const CLOUDS: Readonly<Record<string, (next: Random) => readonly number[]>> = {
  round: (next) => [normal(next), normal(next), normal(next)],
  even: (next) => [next(), next(), next()],
  long: (next) => {
    const shared = 2 * normal(next)
    return [shared + normal(next), shared + normal(next), normal(next)]
  },
  skewed: (next) => [Math.exp(normal(next)), Math.exp(normal(next)), -Math.log(1 - next())],
  counted: (next) => {
    const rate = -2 * Math.log(1 - next())
    return [poisson(next, rate), poisson(next, rate), normal(next)]
  },
  'of two values each': (next) => [Number(next() < 0.3), Number(next() < 0.5), normal(next)],
}

test('clouds without groups: no more than two of twenty-four are said to hold some, seeds 1 to 24', async () => {
  const said: string[] = []
  for (let seed = 1; seed <= 24; seed++) {
    const name = Object.keys(CLOUDS)[seed % Object.keys(CLOUDS).length]!
    const next = random(seed)
    const { chosen } = await findGroups(standardised(Array.from({ length: 160 }, () => CLOUDS[name]!(next))), seed, soon)
    if (chosen !== null) said.push(`seed ${seed}, ${name}: ${chosen}`)
  }
  expect(said.length, said.join('\n')).toBeLessThanOrEqual(2)
})

test.each([2, 3, 5])('%i groups that lie apart are found, each member in its own', async (k) => {
  const next = random(k)
  // On a line through three features, the worst case: each of them, and their correlations, hold all there is.
  const middles = Array.from({ length: k }, (_, group) => [6 * group, 6 * group, -6 * group])
  const kinds = Array.from({ length: 200 }, (_, row) => row % k)
  const { chosen, clusterings } = await findGroups(
    standardised(kinds.map((kind) => middles[kind]!.map((at) => at + normal(next)))),
    1,
    soon,
  )
  expect(chosen).toBe(k)
  expect(adjustedRand(clusterings.get(k)!.labels, kinds)).toBeGreaterThan(0.95)
})

test('of more rows than are judged, and of four', async () => {
  const next = random(9)
  const kinds = Array.from({ length: 6000 }, (_, row) => row % 3)
  const many = await findGroups(standardised(kinds.map((kind) => [kind * 9 + normal(next), (kind % 2) * 9 + normal(next)])), 1, soon)
  expect(many.judged).toBeLessThan(6000)
  expect(many.chosen).toBe(3)
  expect(adjustedRand(many.clusterings.get(3)!.labels, kinds)).toBeGreaterThan(0.99)
  const few = await findGroups(standardised([[1], [2], [8], [9]]), 1, soon)
  expect(few.candidates.map(({ k }) => k)).toEqual([2, 3])
})
