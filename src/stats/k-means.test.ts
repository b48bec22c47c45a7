import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IRIS } from '../../test/support/iris'
import { adjustedRand } from './adjusted-rand'
import { kMeans, lloyd, nearestCentres, seeds, squared, type Points } from './k-means'
import { normal, random } from './random'
import { mean } from './mean'
import { silhouettes } from './silhouette'

function pointsOf(rows: readonly (readonly number[])[]): Points {
  return { values: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0]!.length }
}

const raw = pointsOf(IRIS)
const standardised = pointsOf(
  IRIS.map((row) =>
    row.map((value, column) => {
      const own = IRIS.map((one) => one[column]!)
      const middle = mean(own)
      return (value - middle) / Math.sqrt(own.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (own.length - 1))
    }),
  ),
)

test.each([
  ['raw', raw, 2, 152.347952, 0.681046],
  ['raw', raw, 3, 78.851441, 0.552819],
  ['raw', raw, 4, 57.228473, 0.498051],
  ['standardised', standardised, 2, 220.879294, 0.58175],
  ['standardised', standardised, 3, 138.88836, 0.459948],
  ['standardised', standardised, 4, 113.33193, 0.386941],
  ['standardised', standardised, 5, 90.201901, 0.341947],
  ['standardised', standardised, 6, 79.465541, 0.326562],
] as const)('scikit-learn, the best of a hundred starts: Fisher’s irises, %s, in %3$i clusters', (_, points, k, inertia, silhouette) => {
  const next = random(1)
  const found = Array.from({ length: 400 }, () => kMeans(points, k, next, 1))
  const theirs = found.find((one) => Math.abs(one.inertia - inertia) < 1e-5)!
  expect(mean(silhouettes(points, [theirs.labels])[0]!)).toBeCloseTo(silhouette, 5)
  // Two splits of the first kind differ by 0.0003 alone: four hundred starts find one that a hundred did not.
  expect(Math.min(...found.map((one) => one.inertia)) / inertia).toBeCloseTo(1, 4)
})

test('Hubert & Arabie 1985, table 2: two partitions worked by hand', () => {
  expect(adjustedRand([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1)
  expect(adjustedRand([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.571429, 6)
  expect(adjustedRand([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0)
  expect(adjustedRand([0, 0, 0], [1, 1, 1])).toBe(1)
})

const someRows = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }), fc.integer())
  .map(([rows, columns, k, seed]) => {
    const next = random(seed)
    // Whole numbers, so that points coincide and ties happen.
    return { points: pointsOf(Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.floor(next() * 5)))), k, seed }
  })

test('every point ends with the centre nearest to it, every centre in the middle of its points, and no cluster empty that could have one', () => {
  fc.assert(
    fc.property(someRows, ({ points, k, seed }) => {
      const { labels, centres, inertia } = lloyd(points, k, seeds(points, k, random(seed)))
      const different = new Set(
        Array.from({ length: points.rows }, (_, row) => String(points.values.slice(row * points.columns, (row + 1) * points.columns))),
      ).size
      expect(new Set(labels).size).toBe(Math.min(k, different))
      let sum = 0
      for (let row = 0; row < points.rows; row++) {
        const own = distance(points, row, centres, labels[row]!)
        sum += own
        for (const other of new Set(labels)) expect(own).toBeLessThanOrEqual(distance(points, row, centres, other) + 1e-9)
      }
      expect(inertia).toBeCloseTo(sum, 9)
      for (const cluster of new Set(labels))
        for (let column = 0; column < points.columns; column++) {
          const own = Array.from(labels.keys()).filter((row) => labels[row] === cluster)
          expect(centres[cluster * points.columns + column]).toBeCloseTo(
            mean(own.map((row) => points.values[row * points.columns + column]!)),
            9,
          )
        }
    }),
  )
})

test('fewer different points than clusters: it comes to rest, whatever rounding leaves between a point and its centre', () => {
  const next = random(8)
  const kinds = Array.from({ length: 5 }, () => [Math.log1p(97 * next()), next() / 3, 1e3 * next()])
  const points = pointsOf(Array.from({ length: 90 }, (_, row) => kinds[row % 5]!))
  for (let seed = 0; seed < 50; seed++) {
    const { labels, inertia } = lloyd(points, 9, seeds(points, 9, random(seed)))
    expect(new Set(labels).size).toBe(5)
    expect(inertia).toBeCloseTo(0, 9)
  }
})

test('the bounds leave out no distance that matters: step by step the plain algorithm comes to the same clusters', () => {
  const next = random(4)
  const points = pointsOf(Array.from({ length: 500 }, () => Array.from({ length: 4 }, () => normal(next))))
  for (let seed = 0; seed < 10; seed++) {
    const start = seeds(points, 5, random(seed))
    let centres = start
    let labels = nearestCentres(points, centres)
    for (let before: Uint8Array | null = null; !before || before.some((label, row) => label !== labels[row]);) {
      before = labels
      centres = Float64Array.from({ length: 20 }, (_, at) => {
        const own = Array.from(labels.keys()).filter((row) => labels[row] === Math.floor(at / 4))
        return mean(own.map((row) => points.values[row * 4 + (at % 4)]!))
      })
      labels = nearestCentres(points, centres)
    }
    expect(lloyd(points, 5, start).labels).toEqual(labels)
  }
})

test('silhouettes are those of the definition, written out', () => {
  fc.assert(
    fc.property(someRows, ({ points, k, seed }) => {
      const next = random(seed)
      const labels = Array.from({ length: points.rows }, () => Math.floor(next() * k))
      const [found] = silhouettes(points, [labels])
      for (const row of labels.keys()) {
        const away = (cluster: number) => {
          const others = [...labels.keys()].filter((other) => other !== row && labels[other] === cluster)
          return others.length ? mean(others.map((other) => Math.sqrt(distance(points, row, points.values, other)))) : Infinity
        }
        const a = away(labels[row]!)
        const b = Math.min(...Array.from({ length: k }, (_, cluster) => (cluster === labels[row] ? Infinity : away(cluster))))
        const expected = a === Infinity || b === Infinity || Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b)
        expect(found![row]).toBeCloseTo(expected, 9)
      }
    }),
  )
})

function distance({ values, columns }: Points, row: number, of: Float64Array, at: number): number {
  return squared(values, row * columns, of, at * columns, columns)
}
