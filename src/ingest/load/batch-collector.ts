import { TableRowFilter } from '../plan/row-filter'
import type { Tokeniser } from '../tokenise/tokeniser'
import type { ValueParser } from '../type/value-parser'
import type { Batch } from './batch'
import type { ColumnAccumulator } from './columns/column-accumulator'
import { TextAccumulator } from './columns/text-accumulator'
import { currencyColumn } from './columns/text-values'
import { ValueAccumulator } from './columns/value-accumulator'

/** The shape of a table whose records are collected. */
export interface TableShape {
  readonly width: number
  /** The header's cells as they stand in the file; null when there is none. */
  readonly header: readonly string[] | null
  readonly isRagged: boolean
  /** At most so many of the rows set aside are listed. */
  readonly listed: number
}

/** How one column is read; `parser` null: text. A value that a rival takes, and the parser does not, shows that the parser is the wrong one. */
export interface ColumnParsers {
  readonly parser: ValueParser | null
  readonly rivals: readonly ValueParser[]
}

/** Collects the records of a tokeniser as columns, a batch at a time. */
export class BatchCollector {
  readonly rowFilter: TableRowFilter
  private readonly accumulators: readonly ColumnAccumulator[]
  private lines = new Int32Array(1024)
  rows = 0
  /** Rows before the last append. */
  private appended = 0

  /** `expected`: rows for which room is made at once. */
  constructor({ width, header, isRagged, listed }: TableShape, columns: readonly ColumnParsers[], expected: number) {
    const parsers = columns.map(({ parser }) => parser?.fresh() ?? null)
    this.rowFilter = new TableRowFilter(width, header, parsers, isRagged, listed)
    this.accumulators = columns.map(({ parser, rivals }) =>
      parser === null ? new TextAccumulator(expected) : new ValueAccumulator(parser.fresh(), rivals, expected),
    )
  }

  /**
   * Appends all records of the tokeniser that are rows; false when a value shows that its column is another than was thought.
   * Titles, remarks and sums stand out by a value that does not fit: they are left out before their values count for anything.
   */
  add(tokens: Tokeniser): boolean {
    const isWhole = this.append(tokens)
      ? this.withoutOdd(tokens)
      : this.leaveOut(tokens, [...Array(tokens.records).keys()]) && this.append(tokens)
    this.rowFilter.settle()
    return isWhole
  }

  private withoutOdd(tokens: Tokeniser): boolean {
    const odd = this.oddRecords()
    if (odd.every((record) => this.rowFilter.whyNoRow(tokens, record * this.rowFilter.width) === null)) return true
    for (const accumulator of this.accumulators) accumulator.truncate(this.appended)
    this.rows = this.appended
    this.leaveOut(tokens, odd)
    return this.append(tokens)
  }

  /** Appends all records, or none of them and false. */
  private append(tokens: Tokeniser): boolean {
    const width = this.accumulators.length
    const before = this.rows
    for (let column = 0; column < width; column++) {
      if (this.accumulators[column]!.append(tokens, width, column)) continue
      for (let done = 0; done <= column; done++) this.accumulators[done]!.truncate(before)
      return false
    }
    this.appended = before
    this.rows += tokens.records
    if (this.rows > this.lines.length) {
      const larger = new Int32Array(Math.max(this.lines.length * 2, this.rows))
      larger.set(this.lines)
      this.lines = larger
    }
    this.lines.set(tokens.lines.subarray(0, tokens.records), before)
    return true
  }

  /** Records of the last append that hold a value which does not fit, in their order. */
  private oddRecords(): readonly number[] {
    const rows = new Set(this.accumulators.flatMap((accumulator) => accumulator.oddRows(this.appended)))
    return [...rows].map((row) => row - this.appended).toSorted((a, b) => a - b)
  }

  /** Takes titles, remarks and sums out of those records that may be such; false when there were none. */
  private leaveOut(tokens: Tokeniser, records: readonly number[]): boolean {
    const { rowFilter } = this
    const left: number[] = []
    for (const record of records) {
      const first = record * rowFilter.width
      const reason = rowFilter.whyNoRow(tokens, first)
      if (reason === null || rowFilter.fits(tokens, first, rowFilter.width)) continue
      rowFilter.leaveOut(tokens.lines[record]!, reason)
      left.push(record)
    }
    if (left.length > 0) tokens.remove(left, rowFilter.width)
    return left.length > 0
  }

  /** What was collected. It shares its buffers with the collector: `clear` starts the next batch in them. */
  batch(): Batch {
    const { accumulators } = this
    return {
      rows: this.rows,
      columns: [
        ...accumulators.map((accumulator, index) => accumulator.column(`c${index}`)),
        ...accumulators.flatMap((accumulator, index) => accumulator.currencies(currencyColumn(`c${index}`)) ?? []),
      ],
      lines: this.lines,
      summaries: accumulators.map((accumulator) => accumulator.summary()),
      leftOut: this.rowFilter.leftOut,
    }
  }

  clear(): void {
    for (const accumulator of this.accumulators) accumulator.clear()
    this.rowFilter.clear()
    this.rows = this.appended = 0
  }
}
