import type { ChartProps, Reading } from '../parts/reading'
import type { Unit } from '../parts/unit'

/** One place on the shared axis: a month, a stage. */
export interface Column {
  readonly key: string
  /** In full, for the tooltip: "November 2011". */
  readonly name: string
  /** Under the axis: "Nov". */
  readonly tick: string
  /** Said once, below the first of its columns: "2011". */
  readonly group?: string | undefined
  /** Not complete yet: hatched. */
  readonly isOpen?: boolean | undefined
  readonly customers?: number | undefined
}

/** One row of bars over the columns. Several panels share the axis and stand below one another. */
export interface Panel {
  readonly key: string
  /** Said above the panel where there are several. */
  readonly title?: string | undefined
  readonly unit: Unit
  /** One a column; null: nothing is known. */
  readonly values: readonly (number | null)[]
  readonly intervals?: readonly (readonly [low: number, high: number] | null)[] | undefined
}

export interface ColumnsProps extends ChartProps<Column> {
  readonly columns: readonly Column[]
  readonly panels: readonly Panel[]
  /** Keys of the columns the sentence is about, in the accent; empty: all of them. */
  readonly focus?: readonly string[] | undefined
  /** Height of one panel's bars. */
  readonly height?: number | undefined
  /** The tooltip's words; without it: the column's name and each panel's value. */
  readonly describe?: ((column: Column, index: number) => Reading) | undefined
}
