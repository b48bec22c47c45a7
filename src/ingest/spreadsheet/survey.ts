import type { Area } from './cell-reference'

/** Cells that touch each other: rows without a blank row between them. Columns by index from 0, rows from 1. */
export interface Band {
  readonly firstRow: number
  lastRow: number
  readonly columns: Map<number, BandColumn>
}

export interface BandColumn {
  readonly firstRow: number
  lastRow: number
  filled: number
  /** Numbers, dates and yes or no, by kind of cell. */
  typed: number
  readonly firstIsText: boolean
  /** Bytes of the first cell, in a hash: enough to see names that stand again. */
  readonly firstHash: number
}

/** A sheet with more gaps than this is one table with gaps. */
const MOST_BANDS = 1000

/** Where values stand on a sheet: the area they fill, and the bands it falls into. */
export interface Occupation extends Area {
  readonly bands: readonly Band[]
  /** Rows and cells that have a value. */
  readonly rows: number
  readonly cells: number
}

/** Where values stand on a sheet, and what kind they are, without keeping them. */
export class Survey implements Occupation {
  readonly bands: Band[] = []
  rows = 0
  cells = 0
  firstRow = 0
  lastRow = 0
  firstColumn = Infinity
  lastColumn = -1
  private row = 0

  add(row: number, column: number, isText: boolean, bytes: Uint8Array, start: number, end: number): void {
    this.cells++
    if (column < this.firstColumn) this.firstColumn = column
    if (column > this.lastColumn) this.lastColumn = column
    if (row !== this.row) this.begin(row)
    const band = this.bands[this.bands.length - 1]!
    const known = band.columns.get(column)
    if (known === undefined) {
      const firstHash = hash(bytes, start, end)
      band.columns.set(column, { firstRow: row, lastRow: row, filled: 1, typed: isText ? 0 : 1, firstIsText: isText, firstHash })
      return
    }
    known.lastRow = row
    known.filled++
    if (!isText) known.typed++
  }

  private begin(row: number): void {
    const last = this.bands[this.bands.length - 1]
    if (last === undefined || (row > this.row + 1 && this.bands.length < MOST_BANDS))
      this.bands.push({ firstRow: row, lastRow: row, columns: new Map() })
    else last.lastRow = row
    if (this.firstRow === 0) this.firstRow = row
    this.row = this.lastRow = row
    this.rows++
  }
}

function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 17
  for (let at = start; at < end; at++) value = (Math.imul(value, 31) + bytes[at]!) | 0
  return value
}
