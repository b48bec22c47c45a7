import { addPeriods, longName, shortName } from '../wording/calendar-periods'
import type { CustomerSet } from '../contract/definition'
import type { FirstOrder } from './first-order'
import { periodOf, spanOf, type RetentionSettings } from './options'
import type { Pooled, RetentionResult } from './result'
import { cameBack, nextPeriod, valueName } from './words'

interface Range {
  readonly from: string
  readonly to: string
}

/** Customers of a run of cohorts who came back in a period, as the mode has it. */
export function returnedAt({ from, to }: Range, period: number, settings: RetentionSettings, name: string, customers: number): CustomerSet {
  const { mode } = settings
  const span = spanOf(period, settings)
  return {
    set: 'returned',
    values: {
      from_cohort: from,
      to_cohort: to,
      from_period: mode === 'streak' ? Math.min(1, period) : span.from,
      to_period: mode === 'unbounded' ? null : span.to,
      in_every: mode === 'streak',
      in_group: null,
    },
    name,
    count: customers,
  }
}

/** Customers of a run of cohorts who did not. */
export function missedAt(range: Range, period: number, settings: RetentionSettings, name: string, customers: number): CustomerSet {
  return { ...returnedAt(range, period, settings, name, customers), set: 'missed' }
}

/** Everyone who came back in a period, of all cohorts that are complete there. */
export function everyoneAt(row: Pooled, result: RetentionResult, settings: RetentionSettings, group: string | null = null): CustomerSet {
  const range = { from: result.firstCohort!, to: row.last_cohort }
  const name = `Came back ${row.period === 1 ? nextPeriod(settings) : cameBack(row.period, settings)}`
  const set = returnedAt(range, row.period, settings, group === null ? name : `${group}: ${name.toLowerCase()}`, row.retained)
  return { ...set, values: { ...set.values, in_group: group } }
}

export function joinedIn(cohort: string, settings: RetentionSettings, customers: number): CustomerSet {
  return {
    set: 'joined',
    values: { from_cohort: cohort, to_cohort: cohort, in_group: null },
    name: `First bought in ${shortName(cohort, periodOf(settings))}`,
    count: customers,
  }
}

/** Those of a cohort who have not bought since their first period. */
export function silentOf({ cohort, silent }: { cohort: string; silent: number }, settings: RetentionSettings): CustomerSet {
  return {
    set: 'missed',
    values: { from_cohort: cohort, to_cohort: cohort, from_period: 1, to_period: null, in_every: false, in_group: null },
    name: `New in ${shortName(cohort, periodOf(settings))}, no second ${settings.period} yet`,
    count: silent,
  }
}

export function boughtIn(start: string, customers: number, settings: RetentionSettings): CustomerSet {
  const unit = periodOf(settings)
  return {
    set: 'active',
    values: { active_from: start, active_until: addPeriods(start, unit, 1) },
    name: `Earlier customers who bought in ${longName(start, unit)}`,
    count: customers,
  }
}

/** Customers whose first order had a value: those who ordered again in time, or those who did not. */
export function beganWith({ feature, value, customers, back }: FirstOrder, cameBack: boolean): CustomerSet {
  return {
    set: 'beganWith',
    values: { feature, feature_value: value, came_back: cameBack },
    name: `First order: ${valueName({ feature, value })}, ${cameBack ? 'ordered again' : 'not again so far'}`,
    count: cameBack ? back : customers - back,
  }
}
