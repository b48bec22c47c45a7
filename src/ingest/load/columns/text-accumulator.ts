import type { ArrowColumn } from '../../../engine/arrow'
import { ColumnAccumulator, DECODER, LEAST_ROWS, LONGEST_SAMPLE, type ColumnFacts } from './column-accumulator'
import { mix } from './distinct'
import { withoutInvisible } from './invisible'
import { Misfits } from './misfits'
import { trimStart } from '../../type/value-parser'
import type { Tokeniser } from '../../tokenise/tokeniser'

/** Text as it was written: UTF-8 bytes, one behind the other. */
export class TextAccumulator extends ColumnAccumulator {
  readonly parser = null
  readonly misfits = new Misfits()
  private offsets = new Int32Array(LEAST_ROWS)
  private bytes = new Uint8Array(1 << 10)
  private least: Uint8Array | null = null
  private most: Uint8Array | null = null
  private cleanedRows: number[] = []
  private cleanedBefore = 0

  append(tokens: Tokeniser, width: number, index: number): boolean {
    this.sample(tokens, width, index)
    this.reserve(this.count + tokens.records)
    const source = tokens.bytes
    const { starts, ends, records } = tokens
    const { offsets, valid } = this
    let { bytes } = this
    let row = this.count
    let at = offsets[row]!
    let nulls = 0
    for (let record = 0; record < records; record++) {
      const field = record * width + index
      const start = starts[field]!
      const end = ends[field]!
      const length = end - start
      if (length > 0 && (source[start]! > 32 || trimStart(source, start, end) < end)) {
        if (at + length > bytes.length) {
          const larger = new Uint8Array(Math.max(bytes.length * 2, at + length))
          larger.set(bytes)
          this.bytes = bytes = larger
        }
        const from = at
        let all = 0
        if (length > 48) {
          bytes.set(source.subarray(start, end), at)
          at += length
          all = 0x80
        } else
          for (let i = start; i < end; i++) {
            const byte = source[i]!
            bytes[at++] = byte
            all |= byte
          }
        if (all >= 0x80) at = this.bare(from, at, row)
        if (at > from) valid[row >> 3]! |= 1 << (row & 7)
        else nulls++
      } else nulls++
      offsets[++row] = at
    }
    this.nulls += nulls
    this.count = row
    return true
  }

  private bare(from: number, to: number, row: number): number {
    const end = withoutInvisible(this.bytes, from, to)
    if (end < to) this.cleanedRows.push(row)
    return end
  }

  /** Values out of which characters were taken that nobody sees. */
  override get cleaned(): number {
    return this.cleanedBefore + this.cleanedRows.length
  }

  truncate(rows: number): void {
    this.truncateValid(rows)
    this.cleanedRows = this.cleanedRows.filter((row) => row < rows)
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
    this.cleanedBefore += this.cleanedRows.length
    this.cleanedRows = []
    this.startAgain()
  }

  column(name: string): ArrowColumn {
    return { name, type: 'text', validity: this.validity(), offsets: this.offsets, bytes: this.bytes }
  }

  currencies(): null {
    return null
  }

  private reserve(rows: number): void {
    this.reserveValid(rows)
    if (rows + 1 < this.offsets.length) return
    const larger = new Int32Array(Math.max(this.offsets.length * 2, rows + 2))
    larger.set(this.offsets)
    this.offsets = larger
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
