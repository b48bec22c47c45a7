import { shareIntervals, topShareInterval } from '../../src/stats/bootstrap'
import { normalShare } from '../../src/stats/normal'
import { normal, random, type Random } from '../../src/stats/random'
import { ratioInterval } from '../../src/stats/ratio'
import { aucOf } from '../../src/stats/roc'
import { standardisedRisks } from '../../src/stats/standardised-risk'
import { clusteredLogit } from '../../src/stats/clustered-logit'
import type { Interval } from '../../src/stats/wilson'

/** Draws one sample and says its interval, and the truth it should cover. */
type Draw = (next: Random) => { readonly interval: Interval | null; readonly truth: number }

const SAMPLES = 300

/** By what is printed: where it is used, roughly. */
export const DRAWS: Readonly<Record<string, Draw>> = {
  'area under the curve, 0.90, 40 of 200': (next) => auc(next, 0.9, 40, 160),
  'area under the curve, 0.98, 40 of 200': (next) => auc(next, 0.98, 40, 160),
  'share of the top tenth, 200 customers': (next) => topTenth(next, 1, 200),
  'share of the top tenth, 400 uneven customers': (next) => topTenth(next, 1.4, 400),
  'share of a group of three in ten, 100 customers': (next) => group(next, 100),
  'revenue kept, 60 customers': (next) => ratio(next, 60),
  'revenue kept, 200 customers': (next) => ratio(next, 200),
  'adjusted difference, 150 customers in 5 records': difference,
}

/** Share of `rounds` samples whose 95 % interval covers the truth, seeds from 1. */
export function coverage(draw: Draw, rounds: number): number {
  let covered = 0
  for (let seed = 1; seed <= rounds; seed++) {
    const { interval, truth } = draw(random(seed))
    if (interval && interval.low <= truth && truth <= interval.high) covered++
  }
  return covered / rounds
}

export function coverages(rounds: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(DRAWS).map(([name, draw]) => [name, coverage(draw, rounds)]))
}

/** Normal scores of both kinds, as far apart as the area says: area = Φ(d/√2). */
function auc(next: Random, truth: number, left: number, stayed: number) {
  let [low, high] = [0, 6]
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (normalShare(middle / Math.SQRT2) < truth) low = middle
    else high = middle
  }
  const labels = Uint8Array.from({ length: left + stayed }, (_, index) => Number(index < left))
  const scores = Float64Array.from(labels, (label) => normal(next) + label * low)
  return { interval: aucOf(scores, labels), truth }
}

/** Log-normal amounts: the top p hold Φ(σ − z). */
function topTenth(next: Random, sigma: number, customers: number) {
  const values = Array.from({ length: customers }, () => Math.exp(sigma * normal(next))).sort((a, b) => b - a)
  const interval = topShareInterval(
    values.map((sum) => ({ count: 1, sum })),
    0.1,
    SAMPLES,
  )
  return { interval, truth: normalShare(sigma - 1.2815516) }
}

function group(next: Random, customers: number) {
  const values = Array.from({ length: customers }, () => ({ isIn: next() < 0.3, value: Math.exp(1.2 * normal(next)) }))
  const of = (isIn: boolean) => ({ large: values.filter((one) => one.isIn === isIn).map(({ value }) => value), restSum: 0, restSquares: 0 })
  return { interval: shareIntervals([of(true), of(false)], [], SAMPLES).each[0]!, truth: 0.3 }
}

/** Two in five come back, with an amount as uneven as the first. */
function ratio(next: Random, customers: number) {
  const sums = { n: customers, y: 0, x: 0, ySquares: 0, xySum: 0, xSquares: 0 }
  for (let index = 0; index < customers; index++) {
    const own = Math.exp(0.7 * normal(next))
    const x = own * Math.exp(0.98 * normal(next))
    const y = next() < 0.4 ? own * Math.exp(0.98 * normal(next)) : 0
    sums.y += y
    sums.x += x
    sums.ySquares += y * y
    sums.xySum += x * y
    sums.xSquares += x * x
  }
  return { interval: ratioInterval(sums), truth: 0.4 }
}

/** 0.1 against 0.2, each customer with a chance of their own around it. */
function difference(next: Random) {
  const people = Array.from({ length: 150 }, () => {
    const has = Number(next() < 0.4)
    return { has, chance: (has ? 0.2 : 0.1) * 2 * next() }
  })
  const records = people.flatMap((person, cluster) =>
    Array.from({ length: 5 }, () => ({ ...person, cluster, left: Number(next() < person.chance) })),
  )
  const model = clusteredLogit([], {
    labels: Uint8Array.from(records, ({ left }) => left),
    cluster: Int32Array.from(records, ({ cluster }) => cluster),
    clusters: people.length,
  })
  const { difference: interval } = standardisedRisks(
    model,
    Int8Array.from(records, ({ has }) => has),
  )
  return { interval, truth: 0.1 }
}
