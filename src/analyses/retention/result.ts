import type { Cell } from './cell'
import type { Database } from '../../engine/database'
import { estimate, type Estimate } from './estimate'
import { periodKey } from '../wording/calendar-periods'
import { FEW } from '../wording/certainty'
import { compareFirstOrders, type Feature, type FirstOrder } from './first-order'
import { bracketEnds, periodOf, type RetentionSettings } from './options'
import { chosenPair, comparable, pairOf, type Pair } from './pair'
import * as queries from './queries'

/** All cohorts that are complete at a period together. */
export interface Pooled extends Estimate {
  readonly period: number
  readonly cohorts: number
  readonly last_cohort: string
}

/** The customers of all earlier cohorts in one complete period of the calendar. */
export interface CalendarPeriod {
  readonly started_on: string
  readonly size: number
  readonly retained: number
}

export interface RetentionResult {
  readonly customers: number
  readonly cohorts: number
  /** First and last day with an order. */
  readonly firstOn: string | null
  readonly lastOn: string | null
  readonly firstCohort: string | null
  /** The newest cohorts and first periods only: no picture shows a thousand. */
  readonly cells: readonly Cell[]
  readonly pooled: readonly Pooled[]
  readonly calendar: readonly CalendarPeriod[]
  /** Under `by`, the largest groups; the rest are one. */
  readonly groups: readonly {
    readonly name: string
    readonly isRest: boolean
    readonly customers: number
    readonly pooled: readonly Pooled[]
  }[]
  /** The newest cohort whose first period is over, and those of it who have not bought since. */
  readonly newest: { readonly cohort: string; readonly size: number; readonly silent: number } | null
  /** Null while fewer than two cohorts have a complete period behind them. */
  readonly pair: Pair | null
  readonly firstOrders: readonly FirstOrder[]
  /** What the settings may name: the cohorts that can be compared. */
  readonly choices: { readonly first: readonly string[]; readonly second: readonly string[] }
}

const LIMITS = { most_cohorts: 120, most_periods: 120, most_groups: 12, most_values: 60, fewest: FEW }

/** The name of the groups beyond the largest twelve; an attribute's own "Other" stays apart. */
export const OTHER_GROUP = 'All other values'

export async function retention(database: Database, settings: RetentionSettings): Promise<RetentionResult> {
  const variables = { ...LIMITS, other_group: OTHER_GROUP, bracket_ends: bracketEnds(settings) }
  await database.rows(queries.cells, variables)
  const [summary] = await database.rows(queries.summary)
  const grid = await database.rows(queries.grid)
  const pooled = (await database.rows(queries.pooled)).map(({ group_name, period, cohorts, last_cohort, ...sums }) => ({
    group: group_name,
    row: { period: period!, cohorts: cohorts!, last_cohort: last_cohort!, ...estimate(sums, settings) },
  }))
  const calendar = await database.rows(queries.calendar)
  const cells = grid.map(({ cohort, period, is_complete, ...sums }) => ({
    cohort: cohort!,
    period: period!,
    ...estimate(sums, settings),
    is_complete: is_complete!,
    sums,
  }))
  const last = comparable(cells, settings)
  const keys = [...last.keys()].sort().map((cohort) => periodKey(cohort, periodOf(settings)))
  return {
    customers: summary!.customers!,
    cohorts: summary!.cohorts!,
    firstOn: summary!.first_on,
    lastOn: summary!.last_on,
    firstCohort: summary!.first_cohort,
    cells,
    pooled: pooled.filter(({ group }) => group === null).map(({ row }) => row),
    calendar: calendar.map(({ started_on, size, retained }) => ({ started_on: started_on!, size: size!, retained: retained! })),
    groups: settings.by === '' ? [] : await groupsOf(database, pooled),
    newest: summary!.newest_cohort
      ? { cohort: summary!.newest_cohort, size: summary!.newest_size!, silent: summary!.newest_silent! }
      : null,
    pair: await twoCohorts(database, settings, last),
    firstOrders: await firstOrders(database),
    choices: { first: keys, second: keys },
  }
}

async function twoCohorts(database: Database, settings: RetentionSettings, last: ReadonlyMap<string, number>): Promise<Pair | null> {
  const wished = [settings.first, settings.second].map(
    (key) => [...last.keys()].find((cohort) => periodKey(cohort, periodOf(settings)) === key) ?? null,
  )
  const chosen = chosenPair(last, wished)
  if (!chosen) return null
  const rows = await database.rows(queries.firstReturns, { first_cohort: chosen[0], second_cohort: chosen[1] })
  return pairOf(
    rows.map(({ cohort, period, customers }) => ({ cohort: cohort!, period, customers: customers! })),
    chosen,
    last,
  )
}

async function firstOrders(database: Database): Promise<readonly FirstOrder[]> {
  const rows = await database.rows(queries.firstOrders)
  return compareFirstOrders(
    rows.map(({ feature, value, customers, came_back, known, known_back }) => ({
      feature: feature as Feature,
      value: value!,
      customers: customers!,
      back: came_back!,
      known: { customers: known!, back: known_back! },
    })),
  )
}

async function groupsOf(database: Database, pooled: readonly { group: string | null; row: Pooled }[]): Promise<RetentionResult['groups']> {
  const sizes = await database.rows(queries.groupSizes)
  return sizes.map(({ group_name, customers }) => ({
    name: group_name!,
    isRest: group_name === OTHER_GROUP,
    customers: customers!,
    pooled: pooled.filter(({ group }) => group === group_name).map(({ row }) => row),
  }))
}
