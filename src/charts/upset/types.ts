import type { Unit } from '../parts/unit'

/** Sets and the combinations that they come in: every member stands in exactly one combination. */
export interface UpsetProps {
  readonly label: string
  /** The first is what the picture is about: combinations that hold it are drawn in the accent. */
  readonly sets: readonly { readonly name: string; readonly count: number }[]
  readonly combinations: readonly UpsetRow[]
  /** How the second measure is written, and its head; without it there is one. */
  readonly amount?: { readonly name: string; readonly unit: Unit } | undefined
  readonly onSelect?: ((row: number) => void) | undefined
  readonly initialWidth?: number | undefined
}

export interface UpsetRow {
  /** One a set. */
  readonly isIn: readonly boolean[]
  /** Instead of dots: "5 other combinations". */
  readonly words?: string | undefined
  readonly customers: number
  readonly amount: number | null
}

export interface UpsetLayout {
  readonly height: number
  readonly head: number
  /** Heads above the bars. */
  readonly bars: readonly { readonly x: number; readonly name: string }[]
  readonly sets: readonly { readonly x: number; readonly names: readonly string[]; readonly count: string; readonly isFirst: boolean }[]
  readonly rows: readonly {
    readonly y: number
    readonly isFirst: boolean
    readonly words: string | null
    readonly dots: readonly { readonly x: number; readonly isIn: boolean }[]
    /** From the first dot that is in to the last; null where fewer than two are. */
    readonly line: readonly [number, number] | null
    readonly bars: readonly { readonly x: number; readonly width: number; readonly text: string }[]
  }[]
  /** Between those that hold the first set and the others. */
  readonly divide: number | null
}
