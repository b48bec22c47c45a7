import type { Box } from '../parts/place-tooltip'
import type { ChartProps, TooltipContent } from '../parts/tooltip-content'

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
  readonly describe: (place: CohortPlace) => TooltipContent
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

export interface CellMark extends Box {
  /** Place in the view: while it is scrolled, marks stay and take on other cells. */
  readonly slot: number
  readonly index: number
  readonly text: string
  /** 1 to 9; null: not complete, hatched. */
  readonly colour: number | null
  readonly isTotal: boolean
}

export interface GridText {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly text: string
}

export interface CohortLayout {
  readonly height: number
  readonly heads: readonly GridText[]
  readonly columns: readonly GridText[]
  readonly names: readonly (GridText & { readonly isTotal: boolean })[]
  readonly sizes: readonly GridText[]
  readonly cells: readonly CellMark[]
  readonly outlines: readonly Box[]
  readonly note?: { readonly x: number; readonly y: number; readonly lines: readonly string[] } | undefined
  /** Cells are counted row × periods + period, the total's row first. */
  boxOf(index: number): Box
  indexAt(x: number, y: number): number
  /** Scroll offsets at which a cell is in view. */
  reveal(index: number): { left: number; top: number }
}
