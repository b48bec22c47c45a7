import type { Database } from '../../engine/database'
import { type Period, periodKey } from '../wording/calendar-periods'
import type { Tables } from '../contract/definition'
import { estimate } from './estimate'
import { periodOf, type RetentionSettings } from './options'
import type { Pair } from './pair'
import { allCells } from './queries'
import type { RetentionResult } from './result'

/** `cells` is whole, unlike the picture's; under `by` it begins with the group. */
export async function tables(database: Database, settings: RetentionSettings, result: RetentionResult): Promise<Tables> {
  const unit = periodOf(settings)
  const cells = await database.rows(allCells)
  return {
    cells: cells.map(({ group_name, cohort, period, is_complete, ...sums }) => ({
      ...(settings.by !== '' && { group: group_name }),
      cohort: periodKey(cohort!, unit),
      period,
      ...estimate(sums, settings),
      is_complete,
    })),
    all_cohorts: result.pooled.map(({ period, cohorts, last_cohort, ...row }) => ({
      period,
      cohorts,
      last_cohort: periodKey(last_cohort, unit),
      ...row,
    })),
    calendar: result.calendar.map(({ started_on, size, retained }) => ({
      started_on: periodKey(started_on, unit),
      earlier_customers: size,
      bought: retained,
      share: retained / size,
    })),
    first_orders: result.firstOrders.map(({ feature, value, customers, back, share, low, high, others, difference, q }) => ({
      feature,
      value,
      customers,
      came_back: back,
      share,
      low,
      high,
      share_of_others: others.share,
      difference: difference.value,
      difference_low: difference.low,
      difference_high: difference.high,
      q_value: q,
    })),
    ...(result.pair && pairTables(result.pair, unit)),
  }
}

function pairTables({ first, second, period, difference, test }: Pair, unit: Period): Tables {
  return {
    two_cohorts: [first, second].flatMap(({ cohort, size, points }) =>
      points.map((point) => ({
        cohort: periodKey(cohort, unit),
        size,
        period: point.period,
        came_back: point.back,
        share: point.share,
        low: point.low,
        high: point.high,
      })),
    ),
    tests: [
      {
        name: `log-rank test of the time to coming back`,
        statistic: test.statistic,
        df: test.df,
        p: test.p,
        difference: difference.value,
        low: difference.low,
        high: difference.high,
        by_period: period,
      },
    ],
  }
}
