import type { ArrowColumn } from '../../../engine/arrow'
import { isoDay, isoMoment } from '../../../shared/iso'
import { ColumnAccumulator, DECODER, LEAST_ROWS, type ColumnFacts } from './column-accumulator'
import { mix } from './distinct'
import { Misfits } from './misfits'
import { isMissing } from '../../type/missing'
import { NumberParser } from '../../type/numbers/numbers'
import { textColumn } from './text-values'
import { trimEnd, trimStart, type ValueParser, type ValueType } from '../../type/value-parser'
import type { Tokeniser } from '../../tokenise/tokeniser'

/** So many misfits are kept before they are too many for any column that is not text. */
const MOST_MISFITS = 100_000

/** Values that a parser makes of text. */
export class ValueAccumulator extends ColumnAccumulator {
  private values: Float64Array | Int32Array
  private least = Infinity
  private most = -Infinity
  readonly misfits = new Misfits()
  /** Where currencies differ: each row's. */
  private marks: string[] = []
  private readonly numbers: NumberParser | null

  /** `rivals`: a value that one of them takes, and `parser` does not, shows that `parser` is the wrong one. */
  constructor(
    readonly parser: ValueParser,
    private readonly rivals: readonly ValueParser[],
    private readonly isChosen: boolean,
  ) {
    super()
    this.numbers = parser instanceof NumberParser ? parser : null
    this.values = this.empty(LEAST_ROWS)
  }

  private empty(rows: number): Float64Array | Int32Array {
    const isSmall = this.parser.type === 'date' || (this.parser.type === 'integer' && !this.parser.isWide)
    return isSmall ? new Int32Array(rows) : new Float64Array(rows)
  }

  append(tokens: Tokeniser, width: number, index: number): boolean {
    this.sample(tokens, width, index)
    this.beginStretch()
    this.reserve(this.count + tokens.records)
    const { parser, values, valid, marks } = this
    const marked = this.numbers?.keepsCurrencies ? this.numbers : null
    const { bytes, starts, ends, records } = tokens
    let row = this.count
    let nulls = 0
    let fits = true
    for (let record = 0; record < records; record++) {
      const field = record * width + index
      let start = starts[field]!
      let end = ends[field]!
      if (start < end && (bytes[start]! <= 32 || bytes[start] === 0xc2)) start = trimStart(bytes, start, end)
      if (start < end && (bytes[end - 1]! <= 32 || bytes[end - 1] === 0xa0)) end = trimEnd(bytes, start, end)
      if (start === end) nulls++
      else {
        const value = parser.read(bytes, start, end)
        if (value === value) {
          values[row] = value
          if (marked) marks[row] = marked.currency
          valid[row >> 3]! |= 1 << (row & 7)
        } else if (isMissing(bytes, start, end)) {
          this.noteMissing(DECODER.decode(bytes.subarray(start, end)), tokens.lines[record]!)
          nulls++
        } else if (this.isContradicted(bytes, start, end)) {
          fits = false
          break
        } else {
          this.misfits.add(row, DECODER.decode(bytes.subarray(start, end)), tokens.lines[record]!)
          nulls++
        }
      }
      row++
    }
    this.nulls += nulls
    this.count = row
    // A second currency: each row's must be kept, from the first row on.
    return fits && (marked !== null || this.numbers === null || this.numbers.currencies.length < 2)
  }

  private isContradicted(bytes: Uint8Array, start: number, end: number): boolean {
    for (const rival of this.rivals) if (!Number.isNaN(rival.read(bytes, start, end))) return true
    const { count } = this.misfits
    return !this.isChosen && count >= MOST_MISFITS && count * 2 > this.filled + this.count
  }

  truncate(rows: number): void {
    this.truncateValid(rows)
    this.misfits.truncate(rows)
  }

  get facts(): ColumnFacts {
    const isEmpty = this.filled === 0
    const { type } = this.parser
    const least = isEmpty ? null : written(this.least, type)
    const most = isEmpty ? null : written(this.most, type)
    return { filled: this.filled, distinct: this.different.count(), least, most }
  }

  clear(): void {
    const { values, valid, different } = this
    const isWide = values instanceof Float64Array
    const halves = new Int32Array(values.buffer)
    for (let row = 0; row < this.count; row++) {
      if ((valid[row >> 3]! & (1 << (row & 7))) === 0) continue
      const value = values[row]!
      different.add(isWide ? mix(halves[row * 2]! ^ mix(halves[row * 2 + 1]! + 0x9e3779b9)) : mix(halves[row]!))
      if (value < this.least) this.least = value
      if (value > this.most) this.most = value
    }
    this.filled += this.count - this.nulls
    this.misfits.clear()
    this.marks = []
    this.startAgain()
  }

  column(name: string): ArrowColumn {
    const { values } = this
    const validity = this.validity()
    const rows = this.count
    switch (this.parser.type) {
      case 'integer':
        return { name, type: 'integer', validity, values }
      case 'date':
        return { name, type: 'date', validity, values: values as Int32Array }
      case 'number':
        return { name, type: 'number', validity, values: values as Float64Array }
      case 'timestamp':
        return { name, type: 'timestamp', validity, values: values as Float64Array }
      case 'flag': {
        const bits = new Uint8Array((rows + 7) >> 3)
        for (let row = 0; row < rows; row++) if (values[row] === 1) bits[row >> 3]! |= 1 << (row & 7)
        return { name, type: 'flag', validity, bits }
      }
    }
  }

  currencies(name: string): ArrowColumn | null {
    if (!this.numbers?.keepsCurrencies) return null
    return textColumn(
      name,
      Array.from({ length: this.count }, (_, row) => this.marks[row] || null),
    )
  }

  private reserve(rows: number): void {
    this.reserveValid(rows)
    if (rows < this.values.length) return
    const larger = this.empty(Math.max(this.values.length * 2, rows + 1))
    larger.set(this.values)
    this.values = larger
  }
}

const DAY = 86_400_000

/** A value as text: plain notation, ISO dates. */
function written(value: number, type: ValueType): string {
  if (type === 'flag') return value === 1 ? 'true' : 'false'
  if (type === 'date') return isoDay(value * DAY)
  if (type === 'timestamp') return isoMoment(value)
  const text = String(value)
  return text.includes('e') ? BIG.format(value) : text
}

const BIG = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 })
