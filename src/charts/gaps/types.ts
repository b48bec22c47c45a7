import type { Unit } from '../parts/unit'

export interface GapSide {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Two values of the same measure a row, each with its interval, and what lies between them. */
export interface GapsProps {
  readonly label: string
  readonly unit: Unit
  /** Both sides by name: filled dots, then rings. */
  readonly sides: readonly [string, string]
  readonly rows: readonly {
    readonly key: string
    readonly name: string
    readonly one: GapSide
    readonly other: GapSide
    /** At the right: the difference, and its interval. */
    readonly gap: string
    readonly interval: string
    readonly isClear: boolean
  }[]
  /** Stands between the rows that are clear and those that are not. */
  readonly divide: string
  /** Head of the last column. */
  readonly gapName: string
  readonly initialWidth?: number | undefined
}

export interface GapsLayout {
  readonly height: number
  readonly head: number
  readonly bottom: number
  readonly ticks: readonly { readonly x: number; readonly text: string }[]
  readonly gapX: number
  /** Null where there is no room for it. */
  readonly intervalX: number | null
  readonly rows: readonly {
    readonly y: number
    readonly name: string
    readonly one: readonly [low: number, value: number, high: number]
    readonly other: readonly [low: number, value: number, high: number]
    readonly isClear: boolean
  }[]
  readonly divide: { readonly y: number; readonly text: string } | null
}
