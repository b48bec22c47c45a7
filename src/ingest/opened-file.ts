import type { Engine } from '../engine/database'
import type { ImportProgress } from './progress'
import type { Dialect, RawTable, RawType, SetAside } from './table'

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
  /** Every row set aside of a part; absent where a table lists them all. */
  allSetAside?(part: Part, table: RawTable): Promise<readonly SetAside[]>
  /** The first rows of a part under another reading; absent, or null, where nothing of its reading can be chosen. */
  preview?(part: Part, dialect: Partial<Dialect>, rows: number): Promise<ReadingPreview | null>
  close(): void
}

/** Where a part is read to. */
export interface ReadInto {
  readonly engine: Engine
  /** Physical name of the table to make. */
  readonly table: string
  /** What was chosen by hand; the rest is recognised. */
  readonly dialect?: Partial<Dialect>
  readonly signal: AbortSignal
  onProgress(progress: ImportProgress): void
}

/** What opening a file needs. */
export interface Opening {
  readonly signal: AbortSignal
  onProgress(progress: ImportProgress): void
}

/** The first rows of a table as they would be read, without touching the table. */
export interface ReadingPreview {
  readonly dialect: Dialect
  /** `misfits`: values among the rows looked at that the type cannot take. */
  readonly columns: readonly { readonly header: string; readonly type: RawType; readonly note: string | null; readonly misfits: number }[]
  /** As they stand in the file. `fits`: one by column; false where the chosen type cannot take the value. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[]; readonly fits: readonly boolean[] }[]
  /** Rows that were looked at. */
  readonly looked: number
  readonly notes: readonly string[]
}
