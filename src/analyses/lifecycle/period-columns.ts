import type { Column } from '../../charts/columns/types'
import { longName, shortName, type Period } from '../wording/calendar-periods'
import type { LifecyclePeriod } from './result'

/** Columns of periods: the year is said once below the first of its own. */
export function periodColumns(periods: readonly LifecyclePeriod[], unit: Period): Column[] {
  return periods.map(({ startedOn, isComplete, active }) => {
    const name = shortName(startedOn, unit)
    return {
      key: startedOn,
      name: longName(startedOn, unit),
      tick: unit === 'year' ? name : name.slice(0, -5),
      ...(unit !== 'year' && { group: startedOn.slice(0, 4) }),
      isOpen: !isComplete,
      customers: active,
    }
  })
}
