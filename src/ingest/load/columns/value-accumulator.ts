import type { ArrowColumn } from '../../../engine/arrow'
import type { OddValue } from '../../table'
import type { Tokeniser } from '../../tokenise/tokeniser'
import { copyOf, type Memory } from '../../type/memory'
import { isMissing } from '../../type/missing'
import { NumberParser } from '../../type/numbers/numbers'
import { trimEnd, trimStart, type ValueParser } from '../../type/value-parser'
import { ColumnAccumulator, DECODER, MOST_SAMPLES, sampleOf, type ColumnSummary } from './column-accumulator'
import { DistinctCount, mix } from './distinct'
import type { Misfit } from './misfits'
import { textColumn } from './text-values'

interface Sample {
  readonly row: number
  readonly value: number
  readonly text: string
}

interface Blank {
  readonly row: number
  readonly line: number
  readonly value: string
}

/** Values that a parser makes of text. */
export class ValueAccumulator extends ColumnAccumulator {
  private values: Float64Array | Int32Array
  private samples: Sample[] = []
  private misfits: Misfit[] = []
  private blanks: Blank[] = []
  /** Where currencies differ: each row's. */
  private marks: string[] = []
  private readonly numbers: NumberParser | null
  private memoryBefore: Memory

  /** `rivals`: a value that one of them takes, and `parser` does not, shows that `parser` is the wrong one. */
  constructor(
    private readonly parser: ValueParser,
    private readonly rivals: readonly ValueParser[],
    expected: number,
  ) {
    super()
    this.numbers = parser instanceof NumberParser ? parser : null
    this.values = this.empty(expected)
    this.reserveValid(expected)
    this.memoryBefore = parser.memory
  }

  private empty(rows: number): Float64Array | Int32Array {
    const isSmall = this.parser.type === 'date' || (this.parser.type === 'integer' && !this.parser.isWide)
    return isSmall ? new Int32Array(rows) : new Float64Array(rows)
  }

  append(tokens: Tokeniser, width: number, index: number): boolean {
    this.memoryBefore = copyOf(this.parser.memory)
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
          if (this.samples.length < MOST_SAMPLES && this.isNew(value))
            this.sample(value, row, sampleOf(bytes, starts[field]!, ends[field]!))
        } else if (isMissing(bytes, start, end)) {
          this.blanks.push({ row, line: tokens.lines[record]!, value: DECODER.decode(bytes.subarray(start, end)) })
          nulls++
        } else if (this.rivals.some((rival) => !Number.isNaN(rival.read(bytes, start, end)))) {
          fits = false
          break
        } else {
          const values = row + 1 - (this.nulls + nulls - this.misfits.length)
          this.misfits.push({ line: tokens.lines[record]!, text: DECODER.decode(bytes.subarray(start, end)), row, values })
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

  private isNew(value: number): boolean {
    for (const sample of this.samples) if (sample.value === value) return false
    return true
  }

  private sample(value: number, row: number, text: string): void {
    if (text !== '') this.samples.push({ row, value, text })
  }

  truncate(rows: number): void {
    this.truncateValid(rows)
    const isBefore = ({ row }: { readonly row: number }) => row < rows
    this.samples = this.samples.filter(isBefore)
    this.misfits = this.misfits.filter(isBefore)
    this.blanks = this.blanks.filter(isBefore)
    this.parser.memory = this.memoryBefore
  }

  oddRows(rows: number): readonly number[] {
    return this.misfits.filter(({ row }) => row >= rows).map(({ row }) => row)
  }

  summary(): ColumnSummary {
    const { values } = this
    const different = new DistinctCount()
    const isWide = values instanceof Float64Array
    const halves = new Int32Array(values.buffer)
    let least = Infinity
    let most = -Infinity
    for (let row = 0; row < this.count; row++) {
      if (!this.isValid(row)) continue
      const value = values[row]!
      different.add(isWide ? mix(halves[row * 2]! ^ mix(halves[row * 2 + 1]! + 0x9e3779b9)) : mix(halves[row]!))
      if (value < least) least = value
      if (value > most) most = value
    }
    const isEmpty = this.filled === 0
    return {
      filled: this.filled,
      distinct: different.sketch,
      least: isEmpty ? null : least,
      most: isEmpty ? null : most,
      samples: this.samples.map(({ text }) => text),
      misfits: this.misfits,
      blanks: counted(this.blanks),
      cleaned: 0,
      memory: this.parser.memory,
    }
  }

  clear(): void {
    this.parser.memory = this.parser.fresh().memory
    this.samples = []
    this.misfits = []
    this.blanks = []
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

function counted(blanks: readonly Blank[]): OddValue[] {
  const found = new Map<string, OddValue>()
  for (const { value, line } of blanks) {
    const known = found.get(value)
    found.set(value, { value, line: known?.line ?? line, rows: (known?.rows ?? 0) + 1 })
  }
  return [...found.values()]
}
