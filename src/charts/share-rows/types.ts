import type { Box } from '../parts/place-tooltip'
import type { Tick } from '../parts/y-scale'

export interface ShareRow {
  readonly name: string
  /** Several values together: its share is said and not drawn, so that it does not set the scale. */
  readonly isRest?: boolean | undefined
}

export interface ShareRowsProps {
  readonly label: string
  readonly rows: readonly ShareRow[]
  /** Customers in each row: all, or, where the view has a brush of its own, those whom the other brushes keep. */
  readonly all: ArrayLike<number>
  /** Of them those chosen; null while nobody is chosen anywhere. */
  readonly chosen: ArrayLike<number> | null
  /** Of the share of the chosen, and of everybody else, in each row; empty while nobody is chosen. */
  readonly intervals: readonly (readonly [low: number, high: number])[]
  readonly othersIntervals: readonly (readonly [low: number, high: number])[]
  readonly chosenOf: number
  readonly othersOf: number
  /** The rows of its own brush, 1 or 0; null: it has none. */
  readonly taken: Uint8Array | null
  readonly things: readonly [one: string, many: string]
  readonly onBrush?: ((taken: Uint8Array | null, isDone: boolean) => void) | undefined
  readonly initialWidth?: number | undefined
}

export interface ShareRowsLayout {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly ticks: readonly Tick[]
  readonly rows: readonly RowMark[]
  /** While nobody is chosen elsewhere: bars of the rows that the brush takes, and of the others. */
  readonly bars: { readonly inside: string; readonly outside: string }
  /** The chosen against everybody else: two dots a row, each with its interval; faint where the intervals meet. */
  readonly sure: DotPaths
  readonly faint: DotPaths
}

export interface RowMark {
  readonly name: { readonly x: number; readonly y: number; readonly text: string; readonly isStrong: boolean }
  readonly box: Box
  readonly value: { readonly x: number; readonly text: string; readonly isQuiet: boolean } | null
}

/** All rows in one path a kind of mark: a brush redraws them sixty times a second. */
export interface DotPaths {
  readonly between: string
  readonly others: string
  readonly otherDots: string
  readonly own: string
  readonly ownDots: string
}
