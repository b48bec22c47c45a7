import { logRank, type LogRank } from '../../stats/log-rank'
import { newcombe } from '../../stats/newcombe'
import { wilson, type Interval } from '../../stats/wilson'
import { spanOf, type RetentionSettings } from './options'
import type { Cell } from './cell'

/** A cohort, and the share of it that had come back by each period of its own. */
export interface PairedCohort {
  readonly cohort: string
  readonly size: number
  /** The last period that is over for all of it; later returns are not counted. */
  readonly lastComplete: number
  readonly points: readonly (Interval & { readonly period: number; readonly back: number; readonly share: number })[]
}

/** Two cohorts side by side, the earlier one first. */
export interface Pair {
  readonly first: PairedCohort
  readonly second: PairedCohort
  /** The last period that both have behind them, and the second's share by then less the first's. */
  readonly period: number
  readonly difference: Interval & { readonly value: number }
  /** Whether they take equally long to come back. */
  readonly test: LogRank
}

/** One row of first-returns.sql. */
export interface FirstReturns {
  readonly cohort: string
  /** Null: not come back so far. */
  readonly period: number | null
  readonly customers: number
}

/** Cohorts that can be compared, with the last period that each has complete behind it. */
export function comparable(cells: readonly Cell[], settings: RetentionSettings): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  for (const { cohort, period, is_complete } of cells)
    if (is_complete && period > 0) last.set(cohort, Math.max(last.get(cohort) ?? 0, spanOf(period, settings).to))
  return last
}

/** More periods than the newest cohort has had tell more; three are enough to see a curve. */
const PERIODS = 3

/** The cohorts asked for, the earlier first; without a wish the newest two that have three periods behind them, or the newest two. */
export function chosenPair(last: ReadonlyMap<string, number>, wished: readonly (string | null)[]): readonly [string, string] | null {
  const cohorts = [...last.keys()].sort()
  const seasoned = cohorts.filter((cohort) => last.get(cohort)! >= PERIODS)
  const usual = (seasoned.length >= 2 ? seasoned : cohorts).slice(-2)
  const [first, second] = usual.map((cohort, index) => {
    const wish = wished[index]
    return wish && last.has(wish) ? wish : cohort
  })
  if (!first || !second || first === second) return null
  return first < second ? [first, second] : [second, first]
}

export function pairOf(rows: readonly FirstReturns[], [one, other]: readonly [string, string], last: ReadonlyMap<string, number>): Pair {
  const [first, second] = [one, other].map((cohort) => paired(rows, cohort, last.get(cohort)!)) as [PairedCohort, PairedCohort]
  const period = Math.min(first.lastComplete, second.lastComplete)
  const [a, b] = [first.points[period - 1]!, second.points[period - 1]!]
  return {
    first,
    second,
    period,
    difference: { value: b.share - a.share, ...newcombe(a.back, first.size, b.back, second.size) },
    test: logRank([staysOf(first), staysOf(second)]),
  }
}

function paired(rows: readonly FirstReturns[], cohort: string, lastComplete: number): PairedCohort {
  const own = rows.filter((row) => row.cohort === cohort)
  const size = own.reduce((sum, { customers }) => sum + customers, 0)
  let back = 0
  const points = Array.from({ length: lastComplete }, (_, index) => {
    back += own.find(({ period }) => period === index + 1)?.customers ?? 0
    return { period: index + 1, back, share: back / size, ...wilson(back, size) }
  })
  return { cohort, size, lastComplete, points }
}

function staysOf({ points, size, lastComplete }: PairedCohort) {
  return points.map(({ period, back }, index) => ({
    time: period,
    left: back - (points[index - 1]?.back ?? 0),
    staying: period === lastComplete ? size - back : 0,
  }))
}
