import type { Area } from './cell-reference'
import type { WrittenSheet } from './sheet-text'

export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
  /** Why there is nothing to read on it: a chart, a missing part; null for a sheet of cells. */
  readonly trouble: string | null
  /** Bytes that have to be read for it, packed and (as the workbook claims) unpacked. */
  readonly packed: number
  readonly unpacked: number
}

export interface ReadSheet {
  readonly text: WrittenSheet
  readonly merges: readonly Area[]
  /** Tables that the workbook itself names. */
  readonly tables: readonly NamedArea[]
}

export interface NamedArea {
  readonly name: string
  readonly area: Area
}

/** A workbook of any format: its sheets are known, their cells are read one sheet at a time. */
export interface Workbook {
  /** 'Excel workbook', 'OpenDocument spreadsheet'… */
  readonly format: string
  /** 'Excel sheet'… */
  readonly sheetFormat: string
  readonly sheets: readonly Sheet[]
  /** `onBytes` is told how many packed bytes of the file have been read. */
  read(index: number, signal: AbortSignal, onBytes: (packed: number) => void): Promise<ReadSheet>
  close(): void
}
