import { expect, test } from 'vitest'
import { clusteredLogit } from './clustered-logit'
import { clusteredScore } from './clustered-score'
import { mover, newcombe } from './newcombe'
import { normal, random } from './random'
import { standardisedRisks } from './standardised-risk'
import { wilson } from './wilson'

/** Twelve customers of three records each. */
const ROWS = Array.from({ length: 36 }, (_, row) => row)
const z = Float64Array.from(ROWS, (row) => ((row * 7) % 11) / 5 - 1)
const has = Int8Array.from(ROWS, (row) => Number(Math.floor(row / 3) % 3 === 0))
const labels = Uint8Array.from(ROWS, (row) => Number((row * 5 + Math.floor(row / 3) * 3) % 8 < 3))
const cluster = Int32Array.from(ROWS, (row) => Math.floor(row / 3))

test('coefficient and clustered error are those of statsmodels 0.13.5 (Logit, cov_type cluster), the errors times √(G/(G − 1))', () => {
  const { coefficient, error } = standardisedRisks(clusteredLogit([z], { labels, cluster, clusters: 12 }), has)
  expect(coefficient).toBeCloseTo(-0.01745377, 7)
  expect(error).toBeCloseTo(0.39639945, 7)
})

test('standardised risks are the means of the predictions of statsmodels, and their intervals Wilson’s for what their delta-method variances are worth', () => {
  const { risk, otherRisk, difference } = standardisedRisks(clusteredLogit([z], { labels, cluster, clusters: 12 }), has)
  const [one, other] = [0.4138460858853089, 0.41808119037099994]
  expect(risk.value).toBeCloseTo(one, 8)
  expect(otherRisk.value).toBeCloseTo(other, 8)
  const [variance, otherVariance, covariance] = [0.00561474344667411, 0.003189833681315176, -0.00021799721091596378]
  const worth = (share: number, own: number, most: number) => Math.min(most, (share * (1 - share)) / own)
  const [n, m] = [worth(one, variance, 12), worth(other, otherVariance, 24)]
  const [a, b] = [wilson(one * n, n), wilson(other * m, m)]
  expect(risk.low).toBeCloseTo(a.low, 6)
  const expected = mover(one, a, other, b, covariance / Math.sqrt(variance * otherVariance))
  expect(difference.low).toBeCloseTo(expected.low, 6)
  expect(difference.high).toBeCloseTo(expected.high, 6)
})

test('a side of which nobody left is not taken for certain: about Newcombe’s interval (S5)', () => {
  const size = 60
  const own = Int8Array.from({ length: size }, (_, row) => Number(row < 30))
  const gone = Uint8Array.from({ length: size }, (_, row) => Number(row >= 58))
  const model = clusteredLogit([], { labels: gone, cluster: Int32Array.from(own.keys()), clusters: size })
  const { difference } = standardisedRisks(model, own)
  const expected = newcombe(2, 30, 0, 30)
  expect(difference.low).toBeCloseTo(expected.low, 2)
  expect(difference.high).toBeCloseTo(expected.high, 2)
  expect(difference.high).toBeGreaterThan(0)
})

test('records of one customer on several days: under no effect p values are uniform, seeds 1 to 400', () => {
  let [under5, under1] = [0, 0]
  for (let seed = 1; seed <= 400; seed++) {
    const next = random(seed)
    const people = Array.from({ length: 100 }, () => ({ has: Number(next() < 0.3), own: normal(next) }))
    const records = people.flatMap((person, index) =>
      Array.from({ length: 6 }, () => ({ ...person, index, left: Number(next() < 1 / (1 + Math.exp(1 - 1.5 * person.own))) })),
    )
    const model = clusteredLogit([], {
      labels: Uint8Array.from(records, ({ left }) => left),
      cluster: Int32Array.from(records, ({ index }) => index),
      clusters: people.length,
    })
    const { p } = clusteredScore(
      model,
      Int8Array.from(records, (record) => record.has),
    )
    under5 += Number(p < 0.05)
    under1 += Number(p < 0.01)
  }
  // As if independent, more than a quarter would lie under 0.05. Bounds: four standard deviations.
  expect(under5).toBeGreaterThan(3)
  expect(under5).toBeLessThan(37)
  expect(under1).toBeLessThan(13)
})

test('few who have it, and none of them left: no proof', () => {
  const rows = 2_000
  const own = Int8Array.from({ length: rows }, (_, row) => Number(row < 40))
  const gone = Uint8Array.from({ length: rows }, (_, row) => Number(row >= 1_900))
  const model = clusteredLogit([], { labels: gone, cluster: Int32Array.from(own.keys()), clusters: rows })
  expect(clusteredScore(model, own).p).toBeGreaterThan(0.05)
})

test('who is not known is passed over', () => {
  const model = clusteredLogit([z], { labels, cluster, clusters: 12 })
  const known = ROWS.filter((row) => row % 3 !== 1)
  const partly = has.map((one, row) => (row % 3 === 1 ? -1 : one))
  const only = clusteredLogit([z.filter((_, row) => row % 3 !== 1)], {
    labels: Uint8Array.from(known, (row) => labels[row]!),
    cluster: Int32Array.from(known, (row) => cluster[row]!),
    clusters: 12,
  })
  const expected = standardisedRisks(
    only,
    Int8Array.from(known, (row) => has[row]!),
  )
  const found = standardisedRisks(model, partly)
  expect(found.coefficient).toBeCloseTo(expected.coefficient, 6)
  expect(found.difference.low).toBeCloseTo(expected.difference.low, 6)
})

test('rows of several trials are as many rows of one, and risks within two trials 1 − (1 − p)²', () => {
  const people = ROWS.map((row) => ({
    z: (row * 3) % 4,
    has: row % 5 === 0 ? -1 : row % 2,
    trials: 1 + ((row * 7) % 6),
    left: Number(row % 3 === 0),
  }))
  const single = people.flatMap((one, index) =>
    Array.from({ length: one.trials }, (_, trial) => ({ ...one, index, left: trial === one.trials - 1 ? one.left : 0 })),
  )
  const grouped = clusteredLogit([people.map((one) => one.z)], {
    labels: Uint8Array.from(people, ({ left }) => left),
    trials: Uint32Array.from(people, ({ trials }) => trials),
    cluster: Int32Array.from(people.keys()),
    clusters: people.length,
  })
  const plain = clusteredLogit([single.map((one) => one.z)], {
    labels: Uint8Array.from(single, ({ left }) => left),
    cluster: Int32Array.from(single, ({ index }) => index),
    clusters: people.length,
  })
  const [own, ofSingle] = [people, single].map((some) => Int8Array.from(some, (one) => one.has)) as [Int8Array, Int8Array]
  expect(clusteredScore(grouped, own).statistic).toBeCloseTo(clusteredScore(plain, ofSingle).statistic, 9)
  for (const isExact of [true, false]) {
    const [one, other] = [standardisedRisks(grouped, own, isExact), standardisedRisks(plain, ofSingle, isExact)]
    expect(one.coefficient).toBeCloseTo(other.coefficient, 9)
    expect(one.difference.low).toBeCloseTo(other.difference.low, 9)
  }
  const flat = clusteredLogit([], { labels, cluster, clusters: 12 })
  const [once, twice] = [standardisedRisks(flat, has), standardisedRisks(flat, has, true, 2)]
  expect(twice.risk.value).toBeCloseTo(1 - (1 - once.risk.value) ** 2, 9)
  expect(twice.risk.high).toBeGreaterThan(once.risk.high)
})
