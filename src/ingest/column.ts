import type { ArrowColumn, Validity } from '../engine/arrow'
import { DistinctCount, mix } from './distinct'
import { isMissing } from './missing'
import { trimEnd, trimStart, type Reading, type ValueType } from './reading'
import type { Tokeniser } from './tokeniser'

const DECODER = new TextDecoder()
const MOST_SAMPLES = 10
const LONGEST_SAMPLE = 200
const LEAST_ROWS = 64

/** What is known of a column once all of it has passed. */
export interface ColumnFacts {
  readonly filled: number
  readonly distinct: number
  /** As RawColumn has them. */
  readonly least: string | null
  readonly most: string | null
}

/** Collects one column of a batch from the fields of a tokeniser. */
export interface ColumnBuilder {
  readonly facts: ColumnFacts
  readonly reading: Reading | null
  readonly samples: readonly string[]
  /** Spellings that were read as missing, the first few. */
  readonly missing: ReadonlySet<string>
  /**
   * Appends records `from` to `to`, whose fields lie `width` apart; the column is the `index`th.
   * False when a value does not fit the reading; what was appended before it stays.
   */
  append(tokens: Tokeniser, from: number, to: number, width: number, index: number): boolean
  rows(): number
  /** Takes back what was appended last. */
  truncate(rows: number): void
  /** The column as it stands; it shares its buffers with the builder. */
  column(name: string): ArrowColumn
  /** Adds the batch to the facts and starts the next one. */
  clear(): void
}

export function columnBuilder(reading: Reading | null): ColumnBuilder {
  return reading === null ? new TextColumn() : new ValueColumn(reading)
}

abstract class Column {
  readonly missing = new Set<string>()
  private readonly found = new Set<string>()
  protected readonly different = new DistinctCount()
  protected filled = 0
  protected count = 0
  protected valid = new Uint8Array(LEAST_ROWS >> 3)
  protected nulls = 0

  get samples(): readonly string[] {
    return [...this.found]
  }

  rows(): number {
    return this.count
  }

  /** Samples are looked for among the first rows of each stretch: all of the first ones, then a few. */
  protected sample(tokens: Tokeniser, from: number, to: number, width: number, index: number): void {
    const last = Math.min(to, this.count === 0 ? from + 4096 : from + 64)
    for (let record = from; record < last && this.found.size < MOST_SAMPLES; record++) {
      const field = record * width + index
      const start = tokens.starts[field]!
      const end = tokens.ends[field]!
      if (start === end) continue
      const text = DECODER.decode(tokens.bytes.subarray(start, Math.min(end, start + LONGEST_SAMPLE)))
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
  }
}

class TextColumn extends Column implements ColumnBuilder {
  readonly reading = null
  private offsets = new Int32Array(LEAST_ROWS)
  private bytes = new Uint8Array(1 << 10)
  private least: Uint8Array | null = null
  private most: Uint8Array | null = null

  append(tokens: Tokeniser, from: number, to: number, width: number, index: number): boolean {
    this.sample(tokens, from, to, width, index)
    this.reserve(this.count + to - from)
    const source = tokens.bytes
    const { starts, ends } = tokens
    const { offsets, valid } = this
    let { bytes } = this
    let row = this.count
    let at = offsets[row]!
    let nulls = 0
    for (let record = from; record < to; record++) {
      const field = record * width + index
      let start = starts[field]!
      const end = ends[field]!
      const length = end - start
      if (length > 0 && (source[start]! > 32 || trimStart(source, start, end) < end)) {
        // The engine's reader drops a leading byte order mark from any value.
        if (source[start] === 0xef && source[start + 1] === 0xbb && source[start + 2] === 0xbf) start += 3
        if (at + length > bytes.length) {
          const larger = new Uint8Array(Math.max(bytes.length * 2, at + length))
          larger.set(bytes)
          this.bytes = bytes = larger
        }
        if (length > 48) {
          bytes.set(source.subarray(start, end), at)
          at += end - start
        } else for (let i = start; i < end; i++) bytes[at++] = source[i]!
        valid[row >> 3]! |= 1 << (row & 7)
      } else nulls++
      offsets[++row] = at
    }
    this.nulls += nulls
    this.count = row
    return true
  }

  truncate(rows: number): void {
    this.truncateValid(rows)
  }

  get facts(): ColumnFacts {
    const decode = (bytes: Uint8Array | null) => (bytes === null ? null : DECODER.decode(bytes.subarray(0, LONGEST_SAMPLE)))
    return { filled: this.filled, distinct: this.different.count(), least: decode(this.least), most: decode(this.most) }
  }

  clear(): void {
    const { offsets, bytes, valid, different } = this
    for (let row = 0; row < this.count; row++) {
      if ((valid[row >> 3]! & (1 << (row & 7))) === 0) continue
      const start = offsets[row]!
      const end = offsets[row + 1]!
      let hash = 0x811c9dc5
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
      different.add(mix(hash))
      if (this.least === null || isBefore(bytes, start, end, this.least)) this.least = bytes.slice(start, end)
      if (this.most === null || isAfter(bytes, start, end, this.most)) this.most = bytes.slice(start, end)
    }
    this.filled += this.count - this.nulls
    this.startAgain()
  }

  column(name: string): ArrowColumn {
    return { name, type: 'text', validity: this.validity(), offsets: this.offsets, bytes: this.bytes }
  }

  private reserve(rows: number): void {
    this.reserveValid(rows)
    if (rows + 1 < this.offsets.length) return
    const larger = new Int32Array(Math.max(this.offsets.length * 2, rows + 2))
    larger.set(this.offsets)
    this.offsets = larger
  }
}

class ValueColumn extends Column implements ColumnBuilder {
  private values: Float64Array | Int32Array
  private least = Infinity
  private most = -Infinity

  constructor(readonly reading: Reading) {
    super()
    this.values = this.empty(LEAST_ROWS)
  }

  private empty(rows: number): Float64Array | Int32Array {
    const isSmall = this.reading.type === 'date' || (this.reading.type === 'integer' && !this.reading.isWide)
    return isSmall ? new Int32Array(rows) : new Float64Array(rows)
  }

  append(tokens: Tokeniser, from: number, to: number, width: number, index: number): boolean {
    this.sample(tokens, from, to, width, index)
    this.reserve(this.count + to - from)
    const { reading, values, valid } = this
    const { bytes, starts, ends } = tokens
    let row = this.count
    let nulls = 0
    let fits = true
    for (let record = from; record < to; record++) {
      const field = record * width + index
      let start = starts[field]!
      let end = ends[field]!
      if (start < end && (bytes[start]! <= 32 || bytes[start] === 0xc2)) start = trimStart(bytes, start, end)
      if (start < end && (bytes[end - 1]! <= 32 || bytes[end - 1] === 0xa0)) end = trimEnd(bytes, start, end)
      if (start === end) nulls++
      else {
        const value = reading.read(bytes, start, end)
        if (value === value) {
          values[row] = value
          valid[row >> 3]! |= 1 << (row & 7)
        } else if (isMissing(bytes, start, end)) {
          if (this.missing.size < 3) this.missing.add(DECODER.decode(bytes.subarray(start, end)))
          nulls++
        } else {
          fits = false
          break
        }
      }
      row++
    }
    this.nulls += nulls
    this.count = row
    return fits
  }

  truncate(rows: number): void {
    this.truncateValid(rows)
  }

  get facts(): ColumnFacts {
    const isEmpty = this.filled === 0
    const { type } = this.reading
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
    this.startAgain()
  }

  column(name: string): ArrowColumn {
    const { values } = this
    const validity = this.validity()
    const rows = this.count
    switch (this.reading.type) {
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

  private reserve(rows: number): void {
    this.reserveValid(rows)
    if (rows < this.values.length) return
    const larger = this.empty(Math.max(this.values.length * 2, rows + 1))
    larger.set(this.values)
    this.values = larger
  }
}

/** Byte order, which is the order of code points, in which the engine compares text. */
function isBefore(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
  const length = Math.min(end - start, other.length)
  for (let i = 0; i < length; i++) {
    const difference = bytes[start + i]! - other[i]!
    if (difference !== 0) return difference < 0
  }
  return end - start < other.length
}

function isAfter(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
  const length = Math.min(end - start, other.length)
  for (let i = 0; i < length; i++) {
    const difference = bytes[start + i]! - other[i]!
    if (difference !== 0) return difference > 0
  }
  return end - start > other.length
}

const DAY = 86_400_000

/** A value as text: plain notation, ISO dates. */
function written(value: number, type: ValueType): string {
  if (type === 'flag') return value === 1 ? 'true' : 'false'
  if (type === 'date') return isoOf(value * DAY).slice(0, 10)
  if (type === 'timestamp') return isoOf(value).slice(0, 19)
  const text = String(value)
  return text.includes('e') ? BIG.format(value) : text
}

const BIG = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 })

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
