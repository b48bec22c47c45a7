import type { Box } from '../parts/place-tooltip'

export interface GridLine {
  readonly name: string
  readonly tick: string
}

export interface ShareGridProps {
  readonly label: string
  readonly columns: readonly GridLine[]
  readonly rows: readonly GridLine[]
  readonly columnsTitle: string
  readonly rowsTitle: string
  /** Customers in each cell, row by row: all, and of them those chosen, or null while nobody is chosen. */
  readonly all: ArrayLike<number>
  readonly chosen: ArrayLike<number> | null
  readonly things: readonly [one: string, many: string]
  /** A rectangle of cells, from the first to the last; `isDone` once it is let go. */
  readonly onBrush?: ((block: Block, isDone: boolean) => void) | undefined
  readonly initialWidth?: number | undefined
}

export interface Block {
  readonly columns: readonly [first: number, last: number]
  readonly rows: readonly [first: number, last: number]
}

export interface ShareGridLayout {
  readonly height: number
  readonly left: number
  readonly cells: readonly {
    readonly box: Box
    /** 1 to 9 on the sequential scale; 0: too few for a share, or nobody. */
    readonly step: number
    readonly text: string
  }[]
  readonly columnTicks: readonly { readonly x: number; readonly text: string }[]
  readonly rowTicks: readonly { readonly y: number; readonly text: string }[]
  readonly columnsTitle: { readonly x: number; readonly y: number; readonly text: string }
  readonly rowsTitle: { readonly x: number; readonly y: number; readonly text: string }
}
