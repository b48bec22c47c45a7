import { count } from '../../shared/format'
import { textWidth } from '../parts/text-width'
import type { Cohort, CohortGridProps } from './types'
import { makeSteps, type Steps } from './steps'

/** All that does not change while a grid is scrolled: looking at every cell of a thousand cohorts takes its time. */
export interface Frame {
  /** The total first. */
  readonly rows: readonly Cohort[]
  /** Index of the first row that scrolls: 1 under a total. */
  readonly first: number
  readonly isNarrow: boolean
  readonly nameWidth: number
  /** Right edge of the sizes. */
  readonly sizesRight: number
  /** Where cells begin. */
  readonly left: number
  readonly bodyTop: number
  readonly cell: number
  readonly rowHeight: number
  /** Columns and rows in view. */
  readonly view: { readonly columns: number; readonly rows: number }
  /** Size of everything, where it is more than is in view. */
  readonly content: { readonly width: number; readonly height: number } | undefined
  readonly steps: Steps
}

export const TOP = 24
const NARROW = 520
const NARROWEST_CELL = 24
const WIDEST_CELL = 56
const TOTAL_GAP = 10
/** Rows that are drawn without scrolling, and rows in view where there are more. */
const MOST_ROWS = 40
const ROWS_IN_VIEW = 18
/** What a scrollbar may cover. */
const SCROLLBAR = 14

export function cellText(share: number): string {
  return count(Math.round(share * 100))
}

export function nameOf(cohort: Cohort, isNarrow: boolean): string {
  return isNarrow ? (cohort.short ?? cohort.name) : cohort.name
}

export function measureCohorts(
  { cohorts, periods, total, heads }: Pick<CohortGridProps, 'cohorts' | 'periods' | 'total' | 'heads'>,
  width: number,
): Frame {
  const isNarrow = width < NARROW
  const rows = total ? [total, ...cohorts] : cohorts
  const widest = (texts: readonly number[]) => texts.reduce((most, each) => Math.max(most, each), 0)
  const longestName = widest(rows.map((cohort) => textWidth(nameOf(cohort, isNarrow), cohort === total ? 'medium' : 'regular')))
  const nameWidth = Math.min(Math.max(longestName, textWidth(heads[0])), isNarrow ? 90 : 140)
  const sizeWidth = Math.max(textWidth(heads[1]), widest(rows.map((row) => textWidth(count(row.size)))))
  const sizesRight = isNarrow ? nameWidth : nameWidth + 12 + sizeWidth
  const left = Math.ceil(sizesRight + (isNarrow ? 6 : 14))

  // Figures are tabular: the largest share has the widest text.
  let largest = 0
  for (const row of rows) for (const cell of row.cells) if (cell && cell.share > largest) largest = cell.share
  const least = Math.max(NARROWEST_CELL, Math.ceil(textWidth(cellText(largest), 'medium')) + 6)
  const cell = Math.max(least, Math.min(WIDEST_CELL, (width - left) / Math.max(1, periods.length)))
  const rowHeight = isNarrow ? 26 : 31
  const bodyTop = TOP + (total ? rowHeight + TOTAL_GAP : 0)

  const columnsIn = (room: number) => Math.max(1, Math.floor(room / cell + 1e-6))
  const isScrolled = periods.length > columnsIn(width - left) || cohorts.length > MOST_ROWS
  return {
    rows,
    first: total ? 1 : 0,
    isNarrow,
    nameWidth,
    sizesRight,
    left,
    bodyTop,
    cell,
    rowHeight,
    view: isScrolled
      ? {
          columns: Math.min(periods.length, columnsIn(width - left - SCROLLBAR)),
          rows: cohorts.length > MOST_ROWS ? ROWS_IN_VIEW : cohorts.length,
        }
      : { columns: periods.length, rows: cohorts.length },
    content: isScrolled ? { width: left + periods.length * cell, height: bodyTop + cohorts.length * rowHeight + 4 } : undefined,
    steps: makeSteps(cohorts, total),
  }
}
