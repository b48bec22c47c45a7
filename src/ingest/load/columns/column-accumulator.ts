import type { ArrowColumn, Validity } from '../../../engine/arrow'
import { DistinctCount } from './distinct'
import type { Misfits } from './misfits'
import type { ValueParser } from '../../type/value-parser'
import type { OddValue } from '../../table'
import type { Tokeniser } from '../../tokenise/tokeniser'

export const DECODER = new TextDecoder()
const MOST_SAMPLES = 10
const MOST_BLANKS = 20
/** Records searched for samples in the first stretch of a batch, and in each later one. */
const SEARCHED_FIRST = 4096
const SEARCHED_LATER = 64
export const LONGEST_SAMPLE = 200
export const LEAST_ROWS = 64

/** What is known of a column once all of it has passed. */
export interface ColumnFacts {
  readonly filled: number
  readonly distinct: number
  /** As RawColumn has them. */
  readonly least: string | null
  readonly most: string | null
}

/** Collects one column of a batch from the fields of a tokeniser, and what is known of it beyond the batch. */
export abstract class ColumnAccumulator {
  abstract readonly facts: ColumnFacts
  abstract readonly parser: ValueParser | null
  /** Values out of which invisible characters were taken. */
  get cleaned(): number {
    return 0
  }
  /** Values that do not fit the parser. */
  abstract readonly misfits: Misfits
  /**
   * Appends all records of the tokeniser, whose fields lie `width` apart; the column is the `index`th.
   * False when a value shows that the parser is the wrong one; what was appended before it stays.
   */
  abstract append(tokens: Tokeniser, width: number, index: number): boolean
  /** Takes back what was appended last. */
  abstract truncate(rows: number): void
  /** The column as it stands; it shares its buffers with the accumulator. */
  abstract column(name: string): ArrowColumn
  /** The currency of each row, under another name; null where the column has one or none. */
  abstract currencies(name: string): ArrowColumn | null
  /** Adds the batch to the facts and starts the next one. */
  abstract clear(): void

  private readonly missing = new Map<string, OddValue>()
  private missingBefore: readonly OddValue[] = []
  private readonly found = new Set<string>()
  protected readonly different = new DistinctCount()
  protected filled = 0
  protected count = 0
  protected valid = new Uint8Array(LEAST_ROWS >> 3)
  protected nulls = 0

  get samples(): readonly string[] {
    return [...this.found]
  }

  /** Spellings of nothing that were read as missing, the first few. */
  get blanks(): readonly OddValue[] {
    return [...this.missing.values()]
  }

  protected beginStretch(): void {
    this.missingBefore = this.blanks
  }

  protected noteMissing(value: string, line: number): void {
    const known = this.missing.get(value)
    if (known || this.missing.size < MOST_BLANKS)
      this.missing.set(value, { value, line: known?.line ?? line, rows: (known?.rows ?? 0) + 1 })
  }

  /** Samples are looked for among the first rows of each stretch: all of the first ones, then a few. */
  protected sample(tokens: Tokeniser, width: number, index: number): void {
    const last = Math.min(tokens.records, this.count === 0 ? SEARCHED_FIRST : SEARCHED_LATER)
    for (let record = 0; record < last && this.found.size < MOST_SAMPLES; record++) {
      const field = record * width + index
      const start = tokens.starts[field]!
      const end = tokens.ends[field]!
      if (start === end) continue
      const text = visible(DECODER.decode(tokens.bytes.subarray(start, Math.min(end, start + LONGEST_SAMPLE))))
      if (text.trim() !== '') this.found.add(text)
    }
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
      const mask = 1 << (row & 7)
      if (this.valid[row >> 3]! & mask) this.valid[row >> 3]! &= ~mask
      else this.nulls--
    }
    this.count = rows
    this.missing.clear()
    for (const blank of this.missingBefore) this.missing.set(blank.value, blank)
  }
}

function visible(text: string): string {
  return text.replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
}
