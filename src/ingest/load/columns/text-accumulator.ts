import type { ArrowColumn } from '../../../engine/arrow'
import type { Tokeniser } from '../../tokenise/tokeniser'
import { trimStart } from '../../type/value-parser'
import { compareBytes } from './compare-bytes'
import { ColumnAccumulator, MOST_SAMPLES, sampleOf, type ColumnSummary } from './column-accumulator'
import { DistinctCount, mix } from './distinct'
import { withoutInvisible } from './invisible'

/** Text as it was written: UTF-8 bytes, one behind the other. */
export class TextAccumulator extends ColumnAccumulator {
  private offsets: Int32Array<ArrayBuffer>
  private bytes = new Uint8Array(1 << 10)
  private cleanedRows: number[] = []

  constructor(expected: number) {
    super()
    this.offsets = new Int32Array(expected + 1)
    this.reserveValid(expected)
  }

  append(tokens: Tokeniser, width: number, index: number): boolean {
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

  truncate(rows: number): void {
    this.truncateValid(rows)
    this.cleanedRows = this.cleanedRows.filter((row) => row < rows)
  }

  oddRows(): readonly number[] {
    return []
  }

  summary(): ColumnSummary {
    const { offsets, bytes } = this
    const different = new DistinctCount()
    const samples = new Set<string>()
    let least = -1
    let most = -1
    for (let row = 0; row < this.count; row++) {
      if (!this.isValid(row)) continue
      const start = offsets[row]!
      const end = offsets[row + 1]!
      let hash = 0x811c9dc5
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
      const isNew = different.add(mix(hash))
      // Few different values recur in every row: each is compared once.
      if (!isNew && different.isExact) continue
      if (samples.size < MOST_SAMPLES) {
        const sample = sampleOf(bytes, start, end)
        if (sample !== '') samples.add(sample)
      }
      if (least < 0 || this.compare(row, least) < 0) least = row
      if (most < 0 || this.compare(row, most) > 0) most = row
    }
    return {
      filled: this.filled,
      distinct: different.sketch,
      least: least < 0 ? null : bytes.slice(offsets[least], offsets[least + 1]),
      most: most < 0 ? null : bytes.slice(offsets[most], offsets[most + 1]),
      samples: [...samples],
      misfits: [],
      blanks: [],
      cleaned: this.cleanedRows.length,
      memory: null,
    }
  }

  private compare(row: number, other: number): number {
    const { bytes, offsets } = this
    return compareBytes(bytes, offsets[row]!, offsets[row + 1]!, bytes, offsets[other]!, offsets[other + 1]!)
  }

  clear(): void {
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
