import type { ArrowColumn } from '../../engine/arrow'
import type { LeftOut } from '../plan/row-filter'
import type { ColumnSummary } from './columns/column-accumulator'

/** Rows of a batch: as many as a row group of the engine holds, fewer where there are many columns. */
const MOST_ROWS = 122_880
const MOST_VALUES = 4_000_000

export function rowsOfBatch(columns: number): number {
  return Math.max(256, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / columns)))
}

/** Rows on their way to the engine and all that is to be known of them, as plain data. Lines and rows may count from the batch on. */
export interface Batch {
  readonly rows: number
  readonly columns: readonly ArrowColumn[]
  /** The line of each row. */
  readonly lines: Int32Array
  readonly summaries: readonly ColumnSummary[]
  readonly leftOut: LeftOut
}
