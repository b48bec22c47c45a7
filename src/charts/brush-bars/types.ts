import type { Box } from '../parts/place-tooltip'
import type { Tick } from '../parts/y-scale'

export interface BrushBin {
  readonly name: string
  /** Below the bin: at its left edge where `at` is 'edge', else below its middle. */
  readonly tick: string
  readonly at: 'edge' | 'middle'
  /** The data end within it. */
  readonly isOpen?: boolean | undefined
  /** Of those of whom nothing is known: stands apart, and no brush runs into it. */
  readonly isApart?: boolean | undefined
}

export interface BrushBarsProps {
  /** The accessible name. */
  readonly label: string
  readonly bins: readonly BrushBin[]
  /** Customers in each bin: all, or, where the view has a brush of its own, those whom the other brushes keep. */
  readonly all: ArrayLike<number>
  /** Of them those chosen; null while nobody is chosen anywhere. */
  readonly chosen: ArrayLike<number> | null
  /** Of the share of the chosen in each bin; empty while nobody is. */
  readonly intervals: readonly (readonly [low: number, high: number])[]
  /** How many customers are chosen, and how many are not. */
  readonly chosenOf: number
  readonly othersOf: number
  /** The bins of its own brush, 1 or 0; null: it has none. */
  readonly taken: Uint8Array | null
  /** What is counted: "customer", "customers". */
  readonly things: readonly [one: string, many: string]
  /** The brush as it moves, and once it is let go. Null takes it away. */
  readonly onBrush?: ((taken: Uint8Array | null, isDone: boolean) => void) | undefined
  readonly height?: number | undefined
  readonly initialWidth?: number | undefined
}

export interface BrushBarsLayout {
  readonly height: number
  readonly left: number
  readonly top: number
  readonly axisY: number
  readonly ticks: readonly Tick[]
  readonly xTicks: readonly { readonly x: number; readonly text: string; readonly anchor: 'start' | 'middle' | 'end' }[]
  /** Bars of those outside of the brush, of the chosen, and of bins in which the data end. */
  readonly bars: { readonly outside: string; readonly inside: string; readonly open: string }
  /** Everybody else, as a line in steps. */
  readonly others: string
  readonly whiskers: string
  readonly boxes: readonly Box[]
  /** Bins that a brush can run through, in their order. */
  readonly line: readonly number[]
  /** The brush: between two grips. */
  readonly brush: { readonly x: number; readonly width: number } | null
}
