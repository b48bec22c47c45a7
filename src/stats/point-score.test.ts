import { expect, test } from 'vitest'
import { crossValidated, pointScore, type Candidate } from './point-score'
import { random } from './random'
import { aucOf } from './roc'

const noPause = () => Promise.resolve()

/** Odds 0.05, times 9 with the first trait and 3 with the second; twenty others have nothing to do with it. */
function make(rows: number, odds: readonly [number, number], seed = 5) {
  const next = random(seed)
  const candidates: Candidate[] = Array.from({ length: 22 }, (_, place) => ({
    family: `f${place}`,
    has: Int8Array.from({ length: rows }, () => Number(next() < 0.3)),
  }))
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const own = 0.05 * (candidates[0]!.has[row] ? odds[0] : 1) * (candidates[1]!.has[row] ? odds[1] : 1)
    return Number(next() < own / (1 + own))
  })
  return { labels, candidates }
}

test('Sullivan, Massaro and D’Agostino 2004: points are log odds in steps of the smallest: 3 and 9 times the odds are one and two points', () => {
  const { labels, candidates } = make(6_000, [9, 3])
  const items = pointScore(labels, candidates, [])
  expect(items.map(({ candidate, points }) => [candidate, points])).toEqual([
    [0, 2],
    [1, 1],
  ])
  expect(items[0]!.low).toBeLessThan(9)
  expect(items[0]!.high).toBeGreaterThan(9)
})

test('nothing goes with it: there is no checklist in 19 of 20 draws', () => {
  let found = 0
  for (let seed = 1; seed <= 20; seed++) if (pointScore(...argumentsOf(make(1_500, [1, 1], seed))).length > 0) found++
  expect(found).toBeLessThanOrEqual(1)
})

function argumentsOf({ labels, candidates }: ReturnType<typeof make>) {
  return [labels, candidates, []] as const
}

test('on customers that the points had not seen they tell as much as the odds allow, and nothing where there is nothing', async () => {
  const told = make(4_000, [9, 3])
  const { auc } = aucOf(await crossValidated(told.labels, told.candidates, [], noPause), told.labels)!
  expect(auc).toBeGreaterThan(0.68)
  const none = make(4_000, [1, 1])
  const nothing = aucOf(await crossValidated(none.labels, none.candidates, [], noPause), none.labels)!
  expect(Math.abs(nothing.auc - 0.5)).toBeLessThan(0.03)
})

test('what is held alike earns no points: a trait that only goes with the time seen is not taken', () => {
  const next = random(9)
  const rows = 5_000
  const long = Float64Array.from({ length: rows }, () => Number(next() < 0.5))
  const has = Int8Array.from(long, (one) => Number(next() < (one ? 0.7 : 0.2)))
  const labels = Uint8Array.from(long, (one) => Number(next() < (one ? 0.3 : 0.05)))
  expect(pointScore(labels, [{ family: 'f', has }], [])).toHaveLength(1)
  expect(pointScore(labels, [{ family: 'f', has }], [long])).toHaveLength(0)
})
