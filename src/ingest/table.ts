/** How a column is held after typing over all rows. `text` keeps what was written. */
export type RawType = 'text' | 'integer' | 'number' | 'date' | 'timestamp' | 'flag'

/** A value as it stood in the file, the first line it stood on, and how many rows hold it. */
export interface OddValue {
  readonly value: string
  readonly line: number
  readonly rows: number
}

/** Values that do not read as their column's type. They are missing there, and stand as they were in a column beside it. */
export interface ColumnMisfits {
  readonly rows: number
  /** The text column of the same raw table that holds them, null in every other row: `c3_odd`. */
  readonly column: string
  /** Up to twenty different ones, the most frequent first. */
  readonly examples: readonly OddValue[]
}

/** Currencies that stand beside the numbers of one column. */
export interface ColumnCurrencies {
  /** The text column of the same raw table that holds each row's, null where none stood: `c3_currency`; null where there is only one. */
  readonly column: string | null
  /** ISO codes, or the sign where it may be several ("kr"), the most frequent first. */
  readonly found: readonly { readonly currency: string; readonly rows: number }[]
}

/** Of a column kept as text: the type that most of its values read as, too few of them to take it. */
export interface NearType {
  readonly choice: ColumnChoice
  /** Of the values looked at. */
  readonly share: number
  /** Some of those that do not fit. */
  readonly examples: readonly OddValue[]
}

/** One column of a raw table. The physical name is ours (`c0`); the header is data and never becomes an identifier. */
export interface RawColumn {
  readonly name: string
  readonly header: string
  readonly type: RawType
  /** Rows with a value. */
  readonly filled: number
  /** Distinct values: exact up to 1,000, estimated beyond. */
  readonly distinct: number
  /** Smallest and largest as text, in the type's own order; null when empty. Numbers in plain notation, dates as ISO. */
  readonly least: string | null
  readonly most: string | null
  /** Up to ten distinct values as they stood in the file, the first ones met. */
  readonly samples: readonly string[]
  /** How text became values ("decimal comma", "day before month"); null when there was nothing to decide. */
  readonly note: string | null
  /** Set when the rows allow two readings ("03/04/2020" with no day over 12): the mapping review asks. */
  readonly doubt: string | null
  /** Absent where every value reads as the type. The share that fits is filled / (filled + misfits.rows). */
  readonly misfits?: ColumnMisfits
  /** Spellings of nothing ("N/A", "-") that were read as missing; absent where there are none. */
  readonly blanks?: readonly OddValue[]
  /** Absent where no currency stands beside the values. */
  readonly currencies?: ColumnCurrencies
  /** Only of text. */
  readonly nearly?: NearType
}

export interface SetAside {
  readonly file: string
  /** Physical line on which the record starts, from 1. */
  readonly line: number
  readonly reason: string
}

/** How a column is to be read, chosen by hand. The letters are the order of day, month and year. */
export type ColumnChoice = (typeof COLUMN_CHOICES)[number]

export const COLUMN_CHOICES = [
  'text',
  'integer',
  'number .',
  'number ,',
  'date dmy',
  'date mdy',
  'date ymd',
  'timestamp dmy',
  'timestamp mdy',
  'timestamp ymd',
  'flag',
] as const

/** The reading of one text file: everything is shown and can be overridden. */
export interface Dialect {
  /** A label that TextDecoder knows. */
  readonly encoding: string
  /** ' +' stands for runs of spaces, ', ' for a comma with spaces behind it; empty for a table of one column. */
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
  /** Index of the header record among all records; -1 when the file has none. */
  readonly headerRecord: number
  /** The text of a sheet: its lines are the sheet's rows, however many lines a cell has, and its numbers have a decimal point. */
  readonly isSheet?: boolean
  /** Column names that do not stand in the text: every record of it is data. */
  readonly names?: readonly string[]
  /** Types chosen by hand, by the column's index from 0. */
  readonly types?: Readonly<Record<string, ColumnChoice>>
  /** Values that do not fit a chosen type are read as missing, and counted; else they refuse it. */
  readonly dropsMisfits?: boolean
}

/** A file as it was read into one raw table. rowsRead = rowsKept + rowsSetAside + rowsLeftOut, always. */
export interface RawTable {
  /** Physical table name in the engine: t1, t2, … Each also has `line`, the record's line in the file. */
  readonly name: string
  readonly file: string
  /** The sheet or the packed file that it is; '' where the file is one table. */
  readonly part: string
  readonly format: string
  readonly bytes: number
  /** SHA-256 of the file's bytes, lower-case hex; the key of the kept copy. Reading leaves it empty: hashing is not waited for. */
  readonly hash: string
  readonly dialect: Dialect | null
  readonly columns: readonly RawColumn[]
  readonly rowsRead: number
  readonly rowsKept: number
  readonly rowsSetAside: number
  /** Rows that recorded steps left out after reading; absent where they left out none. */
  readonly rowsLeftOut?: number
  /** The first 10,000; the rest are counted. */
  readonly setAside: readonly SetAside[]
  /** What was changed or decided on the way, in words, for the strip and `sources`. */
  readonly notes: readonly string[]
  readonly milliseconds: number
}
