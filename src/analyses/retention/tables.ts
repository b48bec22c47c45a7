import type { Database } from '../../engine/database'
import type { Tables } from '../definition'
import { estimate } from './estimate'
import type { RetentionSettings } from './options'
import { allCells } from './queries'
import { periodOf, type RetentionResult } from './result'
import { cohortKey } from './words'

/** `cells` is whole, unlike the picture's; under `by` it begins with the group. */
export async function tables(database: Database, settings: RetentionSettings, result: RetentionResult): Promise<Tables> {
  const unit = periodOf(settings)
  const cells = await database.rows(allCells)
  return {
    cells: cells.map(({ group_name, cohort, period, is_complete, ...sums }) => ({
      ...(settings.by !== '' && { group: group_name }),
      cohort: cohortKey(cohort!, unit),
      period,
      ...estimate(sums, settings),
      is_complete,
    })),
    all_cohorts: result.pooled.map(({ period, cohorts, last_cohort, ...row }) => ({
      period,
      cohorts,
      last_cohort: cohortKey(last_cohort, unit),
      ...row,
    })),
    calendar: result.calendar.map(({ started_on, size, retained }) => ({
      started_on: cohortKey(started_on, unit),
      earlier_customers: size,
      bought: retained,
      share: retained / size,
    })),
  }
}
