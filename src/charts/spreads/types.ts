import type { Unit } from '../parts/unit'

/** The 10th, 25th, 50th, 75th and 90th percentile. */
export type Quantiles = readonly [number, number, number, number, number]

/** One measure: a panel with an axis of its own. */
export interface SpreadPanel {
  readonly key: string
  readonly name: string
  readonly unit: Unit
  /** Each step multiplies: from ln(1 + value). */
  readonly isLog: boolean
  readonly all: Quantiles
  /** One a row. */
  readonly rows: readonly Quantiles[]
  /** Whether a row is told apart by this measure: its median is set bold. */
  readonly isTelling: readonly boolean[]
}

export interface SpreadRow {
  readonly name: string
  readonly customers: number
  readonly colour: string
}

export interface SpreadsProps {
  readonly label: string
  readonly rows: readonly SpreadRow[]
  readonly panels: readonly SpreadPanel[]
  readonly onSelect?: ((row: number) => void) | undefined
  readonly initialWidth?: number | undefined
}

export interface SpreadMark {
  readonly panel: number
  readonly row: number
  readonly y: number
  readonly line: readonly [number, number]
  readonly box: readonly [number, number]
  readonly dot: number
  readonly text: string
  readonly isTelling: boolean
}

export interface SpreadsLayout {
  readonly height: number
  readonly panels: readonly {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly bottom: number
    readonly name: string
    readonly band: readonly [number, number]
    readonly median: number
    readonly ticks: readonly { readonly x: number; readonly text: string }[]
  }[]
  /** The names at the left of a row of panels. */
  readonly names: readonly {
    readonly x: number
    readonly y: number
    readonly names: readonly string[]
    readonly count: string
    readonly colour: string
  }[]
  readonly marks: readonly SpreadMark[]
}
