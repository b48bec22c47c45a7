import fc from 'fast-check'
import { expect, test } from 'vitest'
import { averagePrecision, brier, gainsOf, logLoss } from './predictions'
import { random } from './random'
import { aucDifference, aucOf } from './roc'

const SCORES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05]
const LABELS = [1, 0, 1, 0, 0, 1, 0, 0, 0, 0]

test('ten scores (scikit-learn 1.x): AUC 0.809524, average precision 0.722222, top-20 % lift 1.666667', () => {
  expect(aucOf(SCORES, LABELS)!.auc).toBeCloseTo(0.809524, 6)
  expect(averagePrecision(SCORES, LABELS)!.precision).toBeCloseTo(0.722222, 6)
  expect(gainsOf(SCORES, LABELS)[1]).toMatchObject({ people: 2, left: 1, share: 0.2 })
  expect(gainsOf(SCORES, LABELS)[1]!.lift).toBeCloseTo(1.666667, 6)
})

test('scikit-learn’s own example: y 0 0 1 1, scores .1 .4 .35 .8: AUC 0.75, average precision 0.83; Brier of .1 .9 .8 .3 on 0 1 1 0 is 0.0375', () => {
  expect(aucOf([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])!.auc).toBe(0.75)
  expect(averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])!.precision).toBeCloseTo(0.8333333, 6)
  expect(brier([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0])).toBeCloseTo(0.0375, 10)
  expect(logLoss([0.1, 0.9, 0.8, 0.35], [0, 1, 1, 0])).toBeCloseTo(0.216162, 6)
})

test('DeLong by hand: three leavers .9 .6 .4 and two stayers .5 .1 have AUC 5/6, and a variance of 1/36 + 1/36', () => {
  // Of each leaver the share of stayers below: 1, 1, ½; of each stayer the share of leavers above: ⅔, 1.
  const { auc, error } = aucOf([0.9, 0.6, 0.4, 0.5, 0.1], [1, 1, 1, 0, 0])!
  expect(auc).toBeCloseTo(5 / 6, 12)
  expect(error ** 2).toBeCloseTo(1 / 12 / 3 + 1 / 18 / 2, 12)
})

test('all equal scores are chance; without leavers or stayers there is no area', () => {
  expect(aucOf([1, 1, 1, 1], [1, 0, 1, 0])).toMatchObject({ auc: 0.5, error: 0 })
  expect(averagePrecision([1, 1, 1, 1], [1, 0, 1, 0])!.precision).toBe(0.5)
  expect(aucOf([1, 2], [0, 0])).toBeNull()
  expect(aucOf([1, 2], [1, 1])).toBeNull()
  expect(averagePrecision([1, 2], [0, 0])).toBeNull()
  expect(gainsOf([1, 2], [0, 0])).toEqual([])
})

const people = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1 })), { minLength: 2, maxLength: 80 })

test('a monotone transformation changes no area, turned scores give its complement, and it is the share of pairs', () => {
  fc.assert(
    fc.property(people, (rows) => {
      const scores = rows.map(([score]) => score)
      const labels = rows.map(([, label]) => label)
      const found = aucOf(scores, labels)
      const pairs = rows.flatMap(([a, left]) =>
        left ? rows.filter(([, other]) => !other).map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)) : [],
      )
      if (!found) {
        expect(pairs).toEqual([])
        return
      }
      expect(found.auc).toBeCloseTo(pairs.reduce<number>((sum, each) => sum + each, 0) / pairs.length, 10)
      expect(
        aucOf(
          scores.map((score) => Math.exp(score / 7) - 3),
          labels,
        )!.auc,
      ).toBeCloseTo(found.auc, 10)
      expect(
        aucOf(
          scores.map((score) => -score),
          labels,
        )!.auc,
      ).toBeCloseTo(1 - found.auc, 10)
      expect(found.low).toBeLessThanOrEqual(found.auc)
      expect(found.high).toBeGreaterThanOrEqual(found.auc)
    }),
  )
})

test('gains rise to everybody: they end at one, with a lift of one, whatever the order of the rows', () => {
  fc.assert(
    fc.property(people, (rows) => {
      const of = (some: typeof rows) =>
        gainsOf(
          some.map(([score]) => score),
          some.map(([, label]) => label),
        )
      const gains = of(rows)
      if (gains.length === 0) return
      expect(gains.at(-1)).toMatchObject({ people: rows.length, share: 1, captured: 1, lift: 1 })
      for (const [index, { captured }] of gains.entries())
        expect(captured).toBeGreaterThanOrEqual((gains[index - 1]?.captured ?? 0) - 1e-12)
      for (const [index, { captured }] of of(rows.toReversed()).entries()) expect(captured).toBeCloseTo(gains[index]!.captured, 10)
    }),
  )
})

test('the first tenth of 14, 15 and 16 people is one, two and two of them: the nearest whole number', () => {
  const firstOf = (people: number) =>
    gainsOf(
      Array.from({ length: people }, (_, row) => people - row),
      Array.from({ length: people }, (_, row) => Number(row < 2)),
    )[0]!
  expect([14, 15, 16].map((people) => firstOf(people).people)).toEqual([1, 2, 2])
  expect([14, 15].map((people) => firstOf(people).captured)).toEqual([0.5, 1])
})

test('the 95 % interval holds the true area in about 95 of 100 draws', () => {
  const next = random(9)
  // Leavers uniform on 0.3 to 1.3, stayers on 0 to 1: P(leaver higher) = 1 − 0.7² / 2.
  const truth = 1 - 0.7 ** 2 / 2
  let holds = 0
  for (let draw = 0; draw < 400; draw++) {
    const labels = Array.from({ length: 120 }, () => Number(next() < 0.3))
    const found = aucOf(
      labels.map((label) => next() + 0.3 * label),
      labels,
    )!
    holds += Number(found.low <= truth && truth <= found.high)
  }
  expect(holds / 400).toBeGreaterThan(0.9)
  expect(holds / 400).toBeLessThan(0.985)
})

test('the difference of two areas over the same people: none between a score and itself', () => {
  expect(aucDifference(SCORES, SCORES, LABELS)).toEqual({ difference: 0, error: 0, low: 0, high: 0 })
})
