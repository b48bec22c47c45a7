import type { ChartProps, Reading } from '../parts/reading'

/** Levels count from 1 (worst) up; rows are drawn best first. */
export interface RfCell {
  readonly row: number
  readonly column: number
  readonly customers: number
  /** The two squares, on one area scale: shares of all, 0 to 1. */
  readonly share: number
  readonly second: number
  /** The region's key. */
  readonly region: string
}

export interface RfRegion {
  readonly key: string
  readonly name: string
  /** What the finding is about. */
  readonly isOutlined?: boolean | undefined
}

export interface RfLevel {
  readonly level: number
  /** "13 to 32". */
  readonly label: string
  /** On a phone: "13–32". */
  readonly short?: string | undefined
}

export interface RfGridProps extends ChartProps<RfCell> {
  readonly cells: readonly RfCell[]
  readonly regions: readonly RfRegion[]
  readonly rows: readonly RfLevel[]
  readonly columns: readonly RfLevel[]
  /** "Days since the last order". */
  readonly rowsTitle: string
  /** "Orders in the period". */
  readonly columnsTitle: string
  readonly describe: (cell: RfCell) => Reading
}
