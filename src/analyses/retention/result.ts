import type { Database } from '../../engine/database'
import { estimate, type Estimate, type Sums } from './estimate'
import type { Period, RetentionSettings } from './options'
import * as queries from './queries'

export interface Cell extends Estimate {
  readonly cohort: string
  readonly period: number
  readonly is_complete: boolean
  readonly sums: Sums
}

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
}

const LIMITS = { most_cohorts: 120, most_periods: 120, most_groups: 12 }

/** The name of the groups beyond the largest twelve; an attribute's own "Other" stays apart. */
export const OTHER_GROUP = 'All other values'

export async function retention(database: Database, settings: RetentionSettings): Promise<RetentionResult> {
  const variables = { ...LIMITS, other_group: OTHER_GROUP }
  await database.rows(queries.cells, variables)
  const [summary] = await database.rows(queries.summary)
  const grid = await database.rows(queries.grid)
  const pooled = (await database.rows(queries.pooled)).map(({ group_name, period, cohorts, last_cohort, ...sums }) => ({
    group: group_name,
    row: { period: period!, cohorts: cohorts!, last_cohort: last_cohort!, ...estimate(sums, settings) },
  }))
  const calendar = await database.rows(queries.calendar)
  return {
    customers: summary!.customers!,
    cohorts: summary!.cohorts!,
    firstOn: summary!.first_on,
    lastOn: summary!.last_on,
    firstCohort: summary!.first_cohort,
    cells: grid.map(({ cohort, period, is_complete, ...sums }) => ({
      cohort: cohort!,
      period: period!,
      ...estimate(sums, settings),
      is_complete: is_complete!,
      sums,
    })),
    pooled: pooled.filter(({ group }) => group === null).map(({ row }) => row),
    calendar: calendar.map(({ started_on, size, retained }) => ({ started_on: started_on!, size: size!, retained: retained! })),
    groups: settings.by === '' ? [] : await groupsOf(database, pooled),
    newest: summary!.newest_cohort
      ? { cohort: summary!.newest_cohort, size: summary!.newest_size!, silent: summary!.newest_silent! }
      : null,
  }
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

/** The period as the hash has it; the option allows no other. */
export function periodOf(settings: RetentionSettings): Period {
  return settings.period as Period
}
