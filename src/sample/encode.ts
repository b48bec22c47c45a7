import { BATCH_ROWS, encodeBatch, type ArrowColumn, type Validity } from '../engine/arrow'
import type { SampleColumn, SampleTable } from './table'

/** Records start on line 2 of the file that the table would be. */
const FIRST_LINE = 2

/** The table as Arrow batches with physical columns c0, c1, … and `line`. */
export function* encodeTable(table: SampleTable): Generator<Uint8Array> {
  const encoders = table.columns.map((column, index) => columnEncoder(column, `c${index}`))
  for (let from = 0; from < table.rows; from += BATCH_ROWS) {
    const rows = Math.min(BATCH_ROWS, table.rows - from)
    const columns = encoders.map((encode) => encode(from, rows))
    const line = {
      name: 'line',
      type: 'integer',
      values: Int32Array.from({ length: rows }, (_, row) => from + row + FIRST_LINE),
      validity: null,
    } as const
    yield encodeBatch([...columns, line], rows)
  }
}

type Encoder = (from: number, rows: number) => ArrowColumn

function columnEncoder(column: SampleColumn, name: string): Encoder {
  switch (column.type) {
    case 'text':
      return textEncoder(column.codes, column.words, name)
    case 'flag':
      return (from, rows) => {
        const values = column.values.subarray(from, from + rows)
        return {
          name,
          type: 'flag',
          bits: bitmap(rows, (row) => values[row] === 1),
          validity: validityOf(rows, (row) => values[row]! >= 0),
        }
      }
    case 'number':
    case 'timestamp':
      return (from, rows) => {
        const values = column.values.slice(from, from + rows)
        return { name, type: column.type, values, validity: validityOf(rows, (row) => !Number.isNaN(values[row])) }
      }
    default:
      return (from, rows) => {
        const values = column.values.subarray(from, from + rows)
        return { name, type: column.type, values: new Int32Array(values), validity: validityOf(rows, (row) => !Number.isNaN(values[row])) }
      }
  }
}

/** Words are encoded once and copied into each batch. */
function textEncoder(codes: Int32Array, words: readonly string[], name: string): Encoder {
  const encoder = new TextEncoder()
  const pieces = words.map((word) => encoder.encode(word))
  const starts = new Int32Array(words.length + 1)
  pieces.forEach((piece, index) => (starts[index + 1] = starts[index]! + piece.length))
  const alphabet = new Uint8Array(starts[words.length]!)
  pieces.forEach((piece, index) => alphabet.set(piece, starts[index]))
  return (from, rows) => {
    const offsets = new Int32Array(rows + 1)
    for (let row = 0; row < rows; row++) {
      const code = codes[from + row]!
      offsets[row + 1] = offsets[row]! + (code < 0 ? 0 : starts[code + 1]! - starts[code]!)
    }
    const bytes = new Uint8Array(offsets[rows]!)
    for (let row = 0; row < rows; row++) {
      const code = codes[from + row]!
      if (code < 0) continue
      let to = offsets[row]!
      // A copy by hand: words are short, and a subarray for each costs more than its bytes.
      for (let at = starts[code]!; at < starts[code + 1]!; at++) bytes[to++] = alphabet[at]!
    }
    return { name, type: 'text', offsets, bytes, validity: validityOf(rows, (row) => codes[from + row]! >= 0) }
  }
}

function validityOf(rows: number, isThere: (row: number) => boolean): Validity {
  for (let row = 0; row < rows; row++) if (!isThere(row)) return bitmap(rows, isThere)
  return null
}

function bitmap(rows: number, isSet: (row: number) => boolean): Uint8Array {
  const bits = new Uint8Array((rows + 7) >> 3)
  for (let row = 0; row < rows; row++) if (isSet(row)) bits[row >> 3]! |= 1 << (row & 7)
  return bits
}
