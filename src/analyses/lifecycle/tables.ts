import { periodKey } from '../wording/calendar-periods'
import type { Tables } from '../contract/definition'
import { periodOf, type LifecycleSettings } from './options'
import type { LifecyclePeriod, LifecycleResult } from './result'

/** `left`: whose last order the period holds, now silent for too long. Under `by`, `groups` has the same for each group, but for who left. */
export function tables(result: LifecycleResult, settings: LifecycleSettings): Tables {
  const unit = periodOf(settings)
  const row = (one: LifecyclePeriod) => ({
    period: periodKey(one.startedOn, unit),
    new: one.new,
    returning: one.returning,
    resurrecting: one.resurrecting,
    dormant: one.dormant,
    left: one.left,
    active: one.active,
    quick_ratio: one.dormant > 0 ? (one.new + one.resurrecting) / one.dormant : null,
    is_complete: one.isComplete,
    is_history_unknown: one.isFirst,
  })
  const { departed } = result
  return {
    ...(departed && {
      state: [
        {
          customers: departed.customers,
          there: departed.customers - departed.gone,
          gone: departed.gone,
          gone_after: departed.silence.days,
        },
      ],
    }),
    lifecycle: result.periods.map(row),
    stickiness: (result.stickiness?.counts ?? []).map(({ times, customers }) => ({
      active_periods: times,
      of_periods: result.stickiness!.periods,
      customers,
    })),
    ...(settings.by !== '' && {
      groups: result.groups.flatMap(({ name, periods }) => periods.map((one) => ({ group: name, ...row(one) }))),
    }),
  }
}
