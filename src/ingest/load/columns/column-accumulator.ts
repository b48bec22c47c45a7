import type { ArrowColumn, Validity } from '../../../engine/arrow'
import type { OddValue } from '../../table'
import type { Tokeniser } from '../../tokenise/tokeniser'
import type { Memory } from '../../type/memory'
import type { DistinctSketch } from './distinct'
import type { Misfit } from './misfits'

export const DECODER = new TextDecoder()
export const MOST_SAMPLES = 10
const LONGEST_SAMPLE = 200
export const LEAST_ROWS = 64

/** What is known of one column of a batch, as plain data. */
export interface ColumnSummary {
  readonly filled: number
  readonly distinct: DistinctSketch
  /** UTF-8 where the column is text; null where nothing is filled. */
  readonly least: number | Uint8Array | null
  readonly most: number | Uint8Array | null
  /** The first ten different values, as they stood. */
  readonly samples: readonly string[]
  readonly misfits: readonly Misfit[]
  /** Spellings of nothing that were read as missing. */
  readonly blanks: readonly OddValue[]
  /** Values out of which invisible characters were taken. */
  readonly cleaned: number
  /** What the parser noted; null of text. */
  readonly memory: Memory | null
}

/** Collects one column of a batch from the fields of a tokeniser. */
export abstract class ColumnAccumulator {
  protected count = 0
  protected valid = new Uint8Array(LEAST_ROWS >> 3)
  protected nulls = 0

  /**
   * Appends all records of the tokeniser, whose fields lie `width` apart; the column is the `index`th.
   * False when a value shows that the parser is the wrong one; what was appended before it stays.
   */
  abstract append(tokens: Tokeniser, width: number, index: number): boolean
  /** Takes back what was appended last, as if it had never been. */
  abstract truncate(rows: number): void
  /** Rows of the last append, from `rows` on, whose value does not fit. */
  abstract oddRows(rows: number): readonly number[]
  /** The column as it stands; it shares its buffers with the accumulator. */
  abstract column(name: string): ArrowColumn
  /** The currency of each row, under another name; null where the column has one or none. */
  abstract currencies(name: string): ArrowColumn | null
  abstract summary(): ColumnSummary
  /** Starts the next batch. */
  abstract clear(): void

  protected get filled(): number {
    return this.count - this.nulls
  }

  protected isValid(row: number): boolean {
    return (this.valid[row >> 3]! & (1 << (row & 7))) !== 0
  }

  protected reserveValid(rows: number): void {
    if (rows >> 3 < this.valid.length) return
    const larger = new Uint8Array(Math.max(this.valid.length * 2, (rows >> 3) + 1))
    larger.set(this.valid)
    this.valid = larger
  }

  protected validity(): Validity {
    return this.nulls > 0 ? this.valid : null
  }

  protected startAgain(): void {
    this.count = 0
    this.nulls = 0
    this.valid.fill(0)
  }

  protected truncateValid(rows: number): void {
    for (let row = rows; row < this.count; row++) {
      if (this.isValid(row)) this.valid[row >> 3]! &= ~(1 << (row & 7))
      else this.nulls--
    }
    this.count = rows
  }
}

/** A value as a sample shows it; '' where nothing of it can be seen. */
export function sampleOf(bytes: Uint8Array, start: number, end: number): string {
  const text = textAt(bytes, start, end).replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
  return text.trim() === '' ? '' : text
}

export function textAt(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return DECODER.decode(bytes.subarray(start, Math.min(end, start + LONGEST_SAMPLE)))
}
