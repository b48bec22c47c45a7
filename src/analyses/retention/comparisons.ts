import { group } from 'd3'
import { newcombe } from '../../stats/newcombe'
import { wilson, type Interval } from '../../stats/wilson'
import { type Period, addPeriods } from '../wording/calendar-periods'
import { FEW, isSure } from '../wording/certainty'
import type { Pooled, RetentionResult } from './result'
import type { Cell } from './cell'

export interface Rate {
  readonly size: number
  readonly retained: number
  readonly share: number
  readonly interval: Interval
}

export function rate(rows: readonly { readonly size: number; readonly retained: number }[]): Rate {
  const size = rows.reduce((sum, row) => sum + row.size, 0)
  const retained = rows.reduce((sum, row) => sum + row.retained, 0)
  return { size, retained, share: size > 0 ? retained / size : 0, interval: wilson(retained, size) }
}

/** Interval of second − first. */
export function difference(first: Rate, second: Rate): Interval {
  return newcombe(first.retained, first.size, second.retained, second.size)
}

export interface Fading {
  readonly first: Pooled
  readonly later: Pooled
  /** The first period's share among the cohorts that have reached the later one: only they can be compared. */
  readonly same: Rate
  readonly trend: 'falls' | 'may fall' | 'holds'
}

/** The next period beside the last one that at least half of the cohorts have reached. */
export function fading(result: RetentionResult): Fading | null {
  const first = result.pooled.find(({ period }) => period === 1)
  const later = result.pooled.findLast(
    ({ period, cohorts, size }) => first && period > 1 && size >= FEW && cohorts >= Math.max(2, first.cohorts / 2),
  )
  if (!first || !later) return null
  const same = rate(result.cells.filter((cell) => cell.period === 1 && cell.is_complete && cell.cohort <= later.last_cohort))
  const isTold = isSure(rate([later]).share - same.share, difference(same, rate([later])), 0)
  const trend = rate([later]).share >= same.share ? 'holds' : isTold ? 'falls' : 'may fall'
  return { first, later, same, trend }
}

export interface Season {
  readonly started_on: string
  /** Who can be compared: all cohorts up to this one, observed in each of the periods. */
  readonly lastCohort: string
  readonly periods: readonly { readonly started_on: string; readonly rate: Rate }[]
  readonly best: Rate
  readonly runnerUp: { readonly started_on: string; readonly rate: Rate }
  readonly change: Interval
  /** In how many of the cohorts with three or more complete periods, this one among them, it was the best. */
  readonly bestIn: number
  readonly comparable: readonly string[]
}

/**
 * The period of the calendar in which most of the same customers bought: those of the first third of the cohorts, in the periods after.
 * The customers at hand change with the calendar, so all earlier ones of each period could not be compared.
 */
export function season(result: RetentionResult, unit: Period): Season | null {
  const cells = result.cells.filter((cell) => cell.is_complete && cell.period > 0)
  const startOf = (cell: Cell) => addPeriods(cell.cohort, unit, cell.period)
  const cohorts = [...new Set(cells.map(({ cohort }) => cohort))].sort()
  const lastCohort = cohorts[Math.ceil(cohorts.length / 3) - 1]
  if (lastCohort === undefined) return null
  const periods = [...group(cells, startOf)]
    .filter(([started_on]) => started_on > lastCohort)
    .map(([started_on, inIt]) => ({ started_on, rate: rate(inIt.filter(({ cohort }) => cohort <= lastCohort)) }))
    .sort((a, b) => (a.started_on < b.started_on ? -1 : 1))
  const [best, runnerUp] = periods.toSorted((a, b) => b.rate.share - a.rate.share)
  // A window over many cohorts cuts old ones off at its edge: the same customers or no comparison.
  if (!best || !runnerUp || periods.length < 4 || periods.some(({ rate }) => rate.size !== best.rate.size) || best.rate.size < FEW)
    return null
  const comparable = [...group(cells, ({ cohort }) => cohort)].flatMap(([cohort, own]) => {
    const inBest = own.find((cell) => startOf(cell) === best.started_on)
    return own.length >= 3 && inBest ? [{ cohort, isBest: own.every(({ retained }) => retained <= inBest.retained) }] : []
  })
  return {
    started_on: best.started_on,
    lastCohort,
    periods,
    best: best.rate,
    runnerUp,
    change: difference(runnerUp.rate, best.rate),
    bestIn: comparable.filter(({ isBest }) => isBest).length,
    comparable: comparable.map(({ cohort }) => cohort),
  }
}

export interface Halves {
  readonly earlier: Rate & { readonly from: string; readonly to: string }
  readonly later: Rate & { readonly from: string; readonly to: string }
  readonly change: Interval
}

/** The next period's share among the earlier and the later half of the cohorts after the first one, which is not all new customers. */
export function halves(result: RetentionResult): Halves | null {
  const cells = result.cells.filter((cell) => cell.period === 1 && cell.is_complete && cell.cohort !== result.firstCohort)
  if (cells.length < 4) return null
  const middle = Math.ceil(cells.length / 2)
  const half = (part: readonly Cell[]) => ({ ...rate(part), from: part[0]!.cohort, to: part.at(-1)!.cohort })
  const earlier = half(cells.slice(0, middle))
  const later = half(cells.slice(middle))
  if (earlier.size < FEW || later.size < FEW) return null
  return { earlier, later, change: difference(earlier, later) }
}

/** The first cohort against all later ones, at the next period. */
export function firstCohort(result: RetentionResult): { first: Cell; rest: Rate; change: Interval } | null {
  const next = result.cells.filter((cell) => cell.period === 1 && cell.is_complete)
  const first = next.find((cell) => cell.cohort === result.firstCohort)
  const rest = rate(next.filter((cell) => cell.cohort !== result.firstCohort))
  if (!first || first.size < FEW || rest.size < FEW) return null
  return { first, rest, change: difference(rest, rate([first])) }
}
