import { isoDay, isoMoment } from '../../../shared/iso'
import type { OddValue } from '../../table'
import { allowance } from '../../type/allowance'
import type { Verdict } from '../../type/evidence'
import { addedUp } from '../../type/memory'
import { NumberParser } from '../../type/numbers/numbers'
import type { ValueParser, ValueType } from '../../type/value-parser'
import { MOST_SAMPLES, textAt, type ColumnSummary } from './column-accumulator'
import { compareBytes } from './compare-bytes'
import { DistinctCount } from './distinct'
import type { Misfit } from './misfits'

const MOST_BLANKS = 20
/** After so many rows, a column with so many times the misfits that are allowed is given up: the file need not be read to its end. */
const TELLING = 20_000
const HOPELESS = 1.5
/** So many misfits are kept before they are too many for any column that is not text. */
const MOST_MISFITS = 100_000

/** What is known of a column once all of it has passed. `least` and `most` as RawColumn has them. */
export interface ColumnFacts {
  readonly filled: number
  readonly distinct: number
  readonly least: string | null
  readonly most: string | null
}

/** One column of a table, added up over its batches in their order. */
export class ColumnTotals {
  readonly parser: ValueParser | null
  readonly samples = new Set<string>()
  readonly misfits: Misfit[] = []
  cleaned = 0
  filled = 0
  private readonly missing = new Map<string, OddValue>()
  private readonly different = new DistinctCount()
  private least: number | Uint8Array | null = null
  private most: number | Uint8Array | null = null

  /** `isDoubted`: only a part of it was seen before. */
  constructor(
    private readonly verdict: Verdict,
    private readonly isDoubted: boolean,
  ) {
    this.parser = verdict.parser?.fresh() ?? null
  }

  /** False when it shows that the column is another than was thought. `rows` and `lines` are those before the batch. */
  add(summary: ColumnSummary, rows: number, lines: number): boolean {
    const values = this.filled + this.misfits.length
    for (const misfit of summary.misfits) {
      this.misfits.push({ ...misfit, line: misfit.line + lines, row: misfit.row + rows, values: misfit.values + values })
      if (this.isHopeless()) return false
    }
    this.filled += summary.filled
    this.cleaned += summary.cleaned
    this.different.addAll(summary.distinct)
    this.least = least(this.least, summary.least, 1)
    this.most = least(this.most, summary.most, -1)
    for (const sample of summary.samples) if (this.samples.size < MOST_SAMPLES) this.samples.add(sample)
    for (const { value, line, rows } of summary.blanks) {
      const known = this.missing.get(value)
      this.missing.set(value, { value, line: known?.line ?? line + lines, rows: (known?.rows ?? 0) + rows })
    }
    if (this.parser && summary.memory) this.parser.memory = addedUp(this.parser.memory, summary.memory)
    // A second currency: each row's must be kept, from the first row on.
    return !(this.parser instanceof NumberParser) || this.parser.keepsCurrencies || this.parser.currencies.length < 2
  }

  private isHopeless(): boolean {
    const { row, values } = this.misfits.at(-1)!
    const count = this.misfits.length
    if (this.verdict.isChosen) return false
    return (this.isDoubted && row >= TELLING && count > HOPELESS * allowance(values)) || (count >= MOST_MISFITS && count * 2 > values)
  }

  /** Have nearly all values its type, now that all are known? */
  get isMet(): boolean {
    return this.verdict.isChosen === true || this.misfits.length <= allowance(this.filled + this.misfits.length)
  }

  /** Spellings of nothing that were read as missing, the first few. */
  get blanks(): readonly OddValue[] {
    return [...this.missing.values()].slice(0, MOST_BLANKS)
  }

  get facts(): ColumnFacts {
    const type = this.parser?.type ?? null
    return { filled: this.filled, distinct: this.different.count(), least: written(this.least, type), most: written(this.most, type) }
  }
}

/** The lesser of two; the greater where `sign` is -1. */
function least<T extends number | Uint8Array>(a: T | null, b: T | null, sign: 1 | -1): T | null {
  if (a === null || b === null) return a ?? b
  const difference = typeof a === 'number' ? a - (b as number) : compareBytes(a, 0, a.length, b as Uint8Array, 0, (b as Uint8Array).length)
  return sign * difference <= 0 ? a : b
}

const DAY = 86_400_000
const BIG = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 })

/** A value as text: plain notation, ISO dates. */
function written(value: number | Uint8Array | null, type: ValueType | null): string | null {
  if (value === null) return null
  if (typeof value !== 'number') return textAt(value)
  if (type === 'flag') return value === 1 ? 'true' : 'false'
  if (type === 'date') return isoDay(value * DAY)
  if (type === 'timestamp') return isoMoment(value)
  const text = String(value)
  return text.includes('e') ? BIG.format(value) : text
}
