import { benjaminiHochberg } from './benjamini-hochberg'
import { twoSidedTail } from './normal'
import { random, type Random } from './random'
import { mean } from './mean'
import { Z95, type Interval } from './wilson'

/** How one position of a cycle stands to an ordinary one: 1 as many, 2 twice as many. */
export interface SeasonIndex extends Interval {
  /** 0 for the first position: Monday, January. */
  readonly position: number
  readonly index: number
  /** That it differs from 1, Benjamini and Hochberg over the positions. */
  readonly q: number
}

export interface Season {
  readonly indices: readonly SeasonIndex[]
  /** That the positions differ at all: a permutation test. */
  readonly p: number
}

const PERMUTATIONS = 499
const SAMPLES = 600
const SEED = 5

/**
 * Weekdays from whole weeks, each with seven counts from Monday on: share of the week times seven. Intervals are of weeks drawn anew
 * (percentile bootstrap); the test shuffles the days within each week (Good 2005). Null under eight weeks with orders.
 */
export function weekdaySeason(all: readonly (readonly number[])[]): Season | null {
  const weeks = all.filter((week) => week.some((orders) => orders > 0))
  if (weeks.length < 8) return null
  const next = random(SEED)
  const index = shares(weeks)
  const drawn = Array.from({ length: SAMPLES }, () => shares(weeks.map(() => weeks[Math.floor(next() * weeks.length)]!)))
  const errors = index.map((_, day) => deviation(drawn.map((one) => one[day]!)))
  const q = benjaminiHochberg(index.map((own, day) => (errors[day]! > 0 ? twoSidedTail((own - 1) / errors[day]!) : own === 1 ? 1 : 0)))
  const spread = (own: readonly number[]) => own.reduce((sum, value) => sum + (value - 1) ** 2, 0)
  const observed = spread(index)
  let as = 1
  for (let time = 0; time < PERMUTATIONS; time++) if (spread(shares(weeks.map((week) => shuffled(week, next)))) >= observed) as++
  return {
    indices: index.map((own, position) => ({
      position,
      index: own,
      low: Math.max(0, own - Z95 * errors[position]!),
      high: own + Z95 * errors[position]!,
      q: q[position]!,
    })),
    p: as / (PERMUTATIONS + 1),
  }
}

/**
 * Positions of a cycle, such as twelve months, from totals in a row, the first at position `start`: the classical decomposition, each total
 * over the centred moving average of one cycle, averaged as logarithms (Brockwell & Davis 2016, §1.5). Intervals by the pooled deviation
 * within positions and Student's t; the test shuffles the ratios (F of the one-way analysis). Null where fewer than two and a half
 * cycles are there, or some average is nothing.
 */
export function cycleSeason(totals: readonly number[], cycle: number, start: number): Season | null {
  if (totals.length < 2.5 * cycle) return null
  const half = cycle / 2
  const ratios: { position: number; value: number }[] = []
  for (let at = half; at < totals.length - half; at++) {
    let sum = (totals[at - half]! + totals[at + half]!) / 2
    for (let other = at - half + 1; other < at + half; other++) sum += totals[other]!
    if (sum <= 0) return null
    ratios.push({ position: (start + at) % cycle, value: Math.log((Math.max(0.5, totals[at]!) * cycle) / sum) })
  }
  const positions = Array.from({ length: cycle }, (_, position) =>
    ratios.filter((one) => one.position === position).map(({ value }) => value),
  )
  if (positions.some((own) => own.length === 0)) return null
  const freedom = ratios.length - cycle
  const inside = positions.flatMap((own) => own.map((value) => (value - mean(own)) ** 2)).reduce((sum, value) => sum + value, 0)
  const pooled = Math.sqrt(inside / freedom)
  // All of a cycle together are an ordinary cycle.
  const level = mean(positions.map(mean))
  const centres = positions.map((own) => mean(own) - level)
  const errors = positions.map((own) => Math.max(1e-9, pooled / Math.sqrt(own.length)))
  const q = benjaminiHochberg(centres.map((centre, position) => twoSidedTail(normalOf(centre / errors[position]!, freedom))))
  const t = studentQuantile(freedom)
  const next = random(SEED)
  const between = (values: readonly number[]) => {
    const sums = new Float64Array(cycle)
    for (const [at, value] of values.entries()) sums[ratios[at]!.position]! += value
    return positions.reduce((sum, own, position) => sum + sums[position]! ** 2 / own.length, 0)
  }
  const observed = between(ratios.map(({ value }) => value))
  let as = 1
  for (let time = 0; time < PERMUTATIONS; time++)
    if (
      between(
        shuffled(
          ratios.map(({ value }) => value),
          next,
        ),
      ) >=
      observed - 1e-12
    )
      as++
  return {
    indices: centres.map((centre, position) => ({
      position,
      index: Math.exp(centre),
      low: Math.exp(centre - t * errors[position]!),
      high: Math.exp(centre + t * errors[position]!),
      q: q[position]!,
    })),
    p: as / (PERMUTATIONS + 1),
  }
}

/** The 97.5th percentile of Student's t: the expansion of Fisher & Cornish (Abramowitz & Stegun 26.7.5), to 0.002 from six degrees on. */
export function studentQuantile(freedom: number): number {
  const z = Z95
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  )
}

/** The z with about the tail that t has (Wallace 1959): for q-values, which need no digit more. */
function normalOf(t: number, freedom: number): number {
  return Math.sign(t) * ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom))
}

function shares(weeks: readonly (readonly number[])[]): number[] {
  const sums = Array.from({ length: 7 }, (_, day) => weeks.reduce((sum, week) => sum + week[day]!, 0))
  const total = sums.reduce((sum, value) => sum + value, 0)
  return sums.map((own) => (7 * own) / total)
}

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

/** Fisher & Yates. */
function shuffled(values: readonly number[], next: Random): number[] {
  const order = [...values]
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1))
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}
