import type { ChartProps, Reading } from '../parts/reading'

export interface CohortCell {
  /** 0 to 1 (over 1 where revenue grows). */
  readonly share: number
  readonly isComplete: boolean
}

export interface Cohort {
  readonly key: string
  /** "Dec 2010". */
  readonly name: string
  /** On a phone: "Dec ’10". */
  readonly short?: string | undefined
  readonly size: number
  /** One a period, in the order of `periods`; null: not observed. */
  readonly cells: readonly (CohortCell | null)[]
}

export interface CohortPlace {
  /** null: the row of all cohorts. */
  readonly cohort: string | null
  /** Index in `periods`. */
  readonly period: number
}

export interface CohortGridProps extends ChartProps<CohortPlace> {
  readonly cohorts: readonly Cohort[]
  /** Column heads: "1", "2", … */
  readonly periods: readonly string[]
  /** The weighted row on top. */
  readonly total?: Cohort | undefined
  /** Head over the names ("Joined") and over the sizes ("Customers"). */
  readonly heads: readonly [names: string, sizes: string]
  readonly outlined?: readonly CohortPlace[] | undefined
  /** In the empty corner; begins "Outlined:". */
  readonly note?: string | undefined
  /** The tooltip's words for a cell. Called only for the cell in hand. */
  readonly describe: (place: CohortPlace) => Reading
}

/** The key of the margin; `steps` are the limits that the grid draws with. */
export interface CohortKeyProps {
  readonly cohorts: readonly Cohort[]
  readonly total?: Cohort | undefined
  /** "Per cent". */
  readonly title: string
  /** Beside the hatched sample; without it the sample is not drawn. */
  readonly open?: string | undefined
}
