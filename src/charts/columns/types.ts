import type { Box } from '../parts/place-tooltip'
import type { ChartProps, TooltipContent } from '../parts/tooltip-content'
import type { Unit } from '../parts/unit'
import type { Tick } from '../parts/y-scale'

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
  /** Keys of the columns the sentence is about, in the accent; without it all are. */
  readonly focus?: readonly string[] | undefined
  /** Height of one panel's bars. */
  readonly height?: number | undefined
  /** The tooltip's words; without it: the column's name and each panel's value. */
  readonly describe?: ((column: Column, index: number) => TooltipContent) | undefined
}

export type Tone = 'accent' | 'muted' | 'open'

export interface BarMark extends Box {
  readonly index: number
  readonly key: string
  readonly tone: Tone
  readonly whisker?: { readonly x: number; readonly from: number; readonly to: number } | undefined
}

export interface PanelLayout {
  readonly key: string
  readonly title?: { readonly y: number; readonly text: string } | undefined
  readonly ticks: readonly Tick[]
  readonly bars: readonly BarMark[]
  /** Instead of bars, where they would be thinner than can be told apart. */
  readonly shapes: readonly Silhouette[]
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string; readonly index: number }[]
}

export interface ColumnsLayout {
  readonly height: number
  readonly left: number
  readonly panels: readonly PanelLayout[]
  readonly ticks: readonly { readonly x: number; readonly text: string }[]
  readonly groups: readonly { readonly x: number; readonly text: string }[]
  readonly axisY: number
  readonly boxes: readonly Box[]
  columnAt(x: number): number
}

/** Many bars as one outline a tone. */
export interface Silhouette {
  readonly tone: Tone
  readonly d: string
}
