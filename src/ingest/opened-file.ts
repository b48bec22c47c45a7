import type { ReadInto } from './read-file'
import type { RawTable } from './table'

/** One table that a file offers: a sheet of a workbook, a file in an archive, or the file itself. */
export interface Part {
  /** Unique in the file: a sheet's name, a path in an archive; '' where the file is one table. It is data, never a path. */
  readonly id: string
  /** 'CSV', 'Excel sheet', 'Parquet'… */
  readonly format: string
  /** As far as the file tells before it is read. */
  readonly rows: number | null
  readonly columns: number | null
  /** Read unless the reader says otherwise: not hidden, not empty, not a chart. */
  readonly isChosen: boolean
  /** Why it is not chosen, or cannot be read: "hidden sheet", "empty", "protected by a password". */
  readonly note: string | null
}

/** A file whose contents are known and whose tables can be read one by one. */
export interface OpenedFile {
  readonly format: string
  readonly parts: readonly Part[]
  /** Reads one part into one raw table of the engine, whose `part` is the part's id. Rejects with ImportFailed; then nothing is left behind. */
  read(part: Part, into: ReadInto): Promise<RawTable>
  close(): void
}
