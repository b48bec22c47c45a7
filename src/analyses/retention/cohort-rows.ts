import { group } from 'd3'
import type { Cohort, CohortPlace } from '../../charts/cohort-grid/types'
import { addPeriods, longName, phoneName, shortName } from '../wording/calendar-periods'
import { season } from './comparisons'
import { periodOf, type RetentionSettings } from './options'
import type { RetentionResult } from './result'
import type { Cell } from './cell'
import { periodHead } from './words'

export interface CohortRows {
  readonly cohorts: readonly Cohort[]
  readonly periods: readonly string[]
  readonly total: Cohort | undefined
  /** The cell at a place; undefined for the row of all cohorts. */
  cellAt(place: CohortPlace): Cell | undefined
}

/** Rows of the grid: cohorts with at least a second period; period 0 is left out, since its size is the Customers column. */
export function cohortRows(result: RetentionResult, settings: RetentionSettings): CohortRows {
  const unit = periodOf(settings)
  const later = result.cells.filter(({ period }) => period > 0)
  const last = Math.max(0, ...later.map(({ period }) => period))
  const periods = Array.from({ length: last }, (_, index) => periodHead(index + 1, settings))
  const byCohort = group(later, ({ cohort }) => cohort)
  const row = (
    key: string,
    name: string,
    short: string,
    size: number,
    cells: readonly { period: number; share: number | null; isComplete: boolean }[],
  ) => {
    const at = new Map(cells.map((cell) => [cell.period, cell]))
    return {
      key,
      name,
      short,
      size,
      cells: periods.map((_, index) => {
        const cell = at.get(index + 1)
        return cell && cell.share !== null ? { share: cell.share, isComplete: cell.isComplete } : null
      }),
    }
  }
  const cohorts = [...byCohort]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cohort, cells]) =>
      row(
        cohort,
        shortName(cohort, unit),
        phoneName(cohort, unit),
        cells[0]!.size,
        cells.map((cell) => ({ period: cell.period, share: cell.share, isComplete: cell.is_complete })),
      ),
    )
  const customers = cohorts.reduce((sum, { size }) => sum + size, 0)
  const total = result.pooled.map(({ period, share }) => ({ period, share, isComplete: true }))
  return {
    cohorts,
    periods,
    total: cohorts.length > 1 && total.length > 0 ? row('all', 'All cohorts', 'All', customers, total) : undefined,
    cellAt: ({ cohort, period }) => (cohort === null ? undefined : byCohort.get(cohort)?.find((cell) => cell.period === period + 1)),
  }
}

/** The best period of the calendar as a diagonal of outlined cells, where most cohorts agree on it. */
export function outlinedSeason(result: RetentionResult, settings: RetentionSettings): { places: CohortPlace[]; note: string } | null {
  const unit = periodOf(settings)
  if (settings.mode !== 'bounded' || settings.counted !== 'calendar' || settings.of !== 'customers') return null
  const found = season(result, unit)
  if (!found || !(found.change.low > 0) || found.comparable.length < 3 || found.bestIn * 2 < found.comparable.length) return null
  const places = result.cells
    .filter((cell) => cell.is_complete && cell.period > 0 && addPeriods(cell.cohort, unit, cell.period) === found.started_on)
    .map((cell) => ({ cohort: cell.cohort, period: cell.period - 1 }))
  return {
    places,
    note: `Outlined: ${longName(found.started_on, unit)}, the best ${unit} of ${found.bestIn} of ${found.comparable.length} cohorts, whenever they joined`,
  }
}
