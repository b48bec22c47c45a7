import {
  Bool,
  DateDay,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  type Data,
} from 'apache-arrow'

/** Rows of a full batch: DuckDB's row group, so that a batch becomes one without being copied again. */
export const BATCH_ROWS = 122_880

/** One bit a row, lowest bit first, 1 = there is a value; null when every row has one. */
export type Validity = Uint8Array | null

/** One column of a batch, in buffers Arrow takes as they are. What stands under a missing value is not read. */
export type ArrowColumn = { readonly name: string; readonly validity: Validity } & (
  | {
      readonly type: 'text'
      /** Rows + 1 positions in `bytes`, which is UTF-8. */
      readonly offsets: Int32Array
      readonly bytes: Uint8Array
    }
  | { readonly type: 'number'; readonly values: Float64Array }
  /** Int32Array becomes INTEGER; Float64Array, of whole numbers up to 2^53, becomes BIGINT. Keep to one of them through a table. */
  | { readonly type: 'integer'; readonly values: Int32Array | Float64Array }
  /** Days since 1970-01-01. */
  | { readonly type: 'date'; readonly values: Int32Array }
  /** Milliseconds since 1970-01-01T00:00:00 of the same wall clock. */
  | { readonly type: 'timestamp'; readonly values: Float64Array }
  /** One bit a row, lowest bit first. */
  | { readonly type: 'flag'; readonly bits: Uint8Array }
)

/**
 * One batch as a complete Arrow IPC stream for Engine.insertArrow. Buffers may be longer than rowCount needs and are copied.
 * Arrow's own builders are not used: they compile code from text, which the page's policy forbids.
 */
export function encodeBatch(columns: readonly ArrowColumn[], rowCount: number): Uint8Array {
  const children = columns.map((column) => dataOf(column, rowCount))
  const schema = new Schema(columns.map((column, index) => new Field(column.name, children[index]!.type, true)))
  const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rowCount, nullCount: 0, children }))
  return RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true)
}

function dataOf(column: ArrowColumn, length: number): Data {
  const shared = { length, nullBitmap: bitmapOf(column.validity, length) }
  switch (column.type) {
    case 'text': {
      const data = column.bytes.subarray(0, column.offsets[length])
      return makeData({ type: new Utf8(), ...shared, valueOffsets: column.offsets.subarray(0, length + 1), data })
    }
    case 'number':
      return makeData({ type: new Float64(), ...shared, data: column.values.subarray(0, length) })
    case 'integer':
      return column.values instanceof Int32Array
        ? makeData({ type: new Int32(), ...shared, data: column.values.subarray(0, length) })
        : makeData({ type: new Int64(), ...shared, data: wholeNumbers(column.values, length, 1) })
    case 'date':
      return makeData({ type: new DateDay(), ...shared, data: column.values.subarray(0, length) })
    case 'timestamp':
      return makeData({ type: new TimestampMicrosecond(), ...shared, data: wholeNumbers(column.values, length, 1000) })
    case 'flag':
      return makeData({ type: new Bool(), ...shared, data: column.bits.subarray(0, (length + 7) >> 3) })
  }
}

// Arrow reads an absent bitmap as "all valid", and counts the nulls of a given one.
function bitmapOf(validity: Validity, length: number): Uint8Array | null {
  return validity === null ? null : validity.subarray(0, (length + 7) >> 3)
}

/** 64-bit integers from doubles by halves: a BigInt for each value takes some fifteen times as long. */
function wholeNumbers(values: Float64Array, length: number, factor: number): BigInt64Array {
  const halves = new Int32Array(length * 2)
  for (let row = 0; row < length; row++) {
    const value = values[row]!
    const whole = Math.floor(value)
    const high = Math.floor(whole / TWO_32)
    // Factor after splitting: microseconds past the year 2255 are no longer exact as one double.
    const low = (whole - high * TWO_32) * factor + Math.round((value - whole) * factor)
    const carry = Math.floor(low / TWO_32)
    halves[row * 2] = low - carry * TWO_32
    halves[row * 2 + 1] = high * factor + carry
  }
  return new BigInt64Array(halves.buffer)
}

const TWO_32 = 4294967296
