import { longName, shortName } from '../wording/calendar-periods'
import type { CustomerSet } from '../contract/definition'
import { periodOf, type LifecycleSettings, type ActivitySource } from './options'
import type { Due, LifecyclePeriod, Status, Stickiness } from './result'

const NAMES: Readonly<Record<Status, (period: string) => string>> = {
  new: (period) => `New in ${period}`,
  returning: (period) => `Active in ${period} and the period before`,
  resurrecting: (period) => `Back in ${period} after a pause`,
  dormant: (period) => `Silent in ${period}, active the period before`,
}

/** Customers who were something in a period. */
export function membersOf(status: Status, period: LifecyclePeriod, source: ActivitySource, settings: LifecycleSettings): CustomerSet {
  return {
    set: 'status',
    values: { active_by: source, status, at_period: period.startedOn },
    name: NAMES[status](longName(period.startedOn, periodOf(settings))),
    count: period[status],
  }
}

/** Customers active in so many of the periods looked back on. */
export function activeTimes(
  times: number,
  { from, until, periods, counts }: Stickiness,
  source: ActivitySource,
  settings: LifecycleSettings,
): CustomerSet {
  return {
    set: 'sticky',
    values: { active_by: source, times, window_from: from, window_until: until },
    name: `Active in ${times} of ${periods} ${periodOf(settings)}s from ${shortName(from, periodOf(settings))}`,
    count: counts[times - 1]?.customers ?? 0,
  }
}

/** Who fell silent in a period, is there, and has been silent for longer than is usual for them. */
export function dueIn(
  period: LifecyclePeriod,
  { customers, values }: Due,
  source: ActivitySource,
  settings: LifecycleSettings,
): CustomerSet {
  return {
    set: 'due',
    values: { ...values, active_by: source, at_period: period.startedOn },
    name: `Silent in ${longName(period.startedOn, periodOf(settings))} and for longer than usual`,
    count: customers,
  }
}
