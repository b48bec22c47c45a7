/** A number, day or moment that is missing; text and flags use −1. */
export const MISSING = NaN

/** One column of a generated table, as numbers. */
export type SampleColumn = { readonly header: string } & (
  | {
      readonly type: 'text'
      /** Index into words for each row. */
      readonly codes: Int32Array
      readonly words: readonly string[]
    }
  | { readonly type: 'integer'; readonly values: Float64Array }
  | { readonly type: 'number'; readonly values: Float64Array }
  /** Days since 1970-01-01. */
  | { readonly type: 'date'; readonly values: Float64Array }
  /** Milliseconds of wall clock since 1970-01-01T00:00:00. */
  | { readonly type: 'timestamp'; readonly values: Float64Array }
  /** 1, 0 or −1. */
  | { readonly type: 'flag'; readonly values: Int8Array }
)

/** A table as it would be exported: a file's name and its columns, all of one length. */
export interface SampleTable {
  readonly file: string
  readonly rows: number
  readonly columns: readonly SampleColumn[]
}

/** A number for each of the items. Several times as fast as Float64Array.from with a function. */
export function numbersOf<T>(items: ArrayLike<T>, value: (item: T, row: number) => number): Float64Array {
  const numbers = new Float64Array(items.length)
  for (let row = 0; row < numbers.length; row++) numbers[row] = value(items[row]!, row)
  return numbers
}

/** Text from codes into a fixed list. */
export function coded(header: string, words: readonly string[], codes: ArrayLike<number>): SampleColumn {
  return { header, type: 'text', words, codes: new Int32Array(codes) }
}

/** Text as it comes; equal texts are held once. */
export function text(header: string, values: readonly (string | null)[]): SampleColumn {
  const words: string[] = []
  const codeOf = new Map<string, number>()
  const codes = new Int32Array(values.length).fill(-1)
  for (let row = 0; row < codes.length; row++) {
    const value = values[row]
    if (value === null || value === undefined || value === '') continue
    let code = codeOf.get(value)
    if (code === undefined) {
      code = words.push(value) - 1
      codeOf.set(value, code)
    }
    codes[row] = code
  }
  return { header, type: 'text', words, codes }
}

export function numeric(header: string, type: 'integer' | 'number' | 'date' | 'timestamp', values: ArrayLike<number>): SampleColumn {
  return { header, type, values: new Float64Array(values) }
}

export function flags(header: string, values: ArrayLike<number>): SampleColumn {
  return { header, type: 'flag', values: new Int8Array(values) }
}

/** As it stands in a file; null where it is missing. */
export function written(column: SampleColumn, row: number): string | null {
  if (column.type === 'text') return column.words[column.codes[row]!] ?? null
  const value = column.values[row]!
  const isMissing = column.type === 'flag' ? value < 0 : Number.isNaN(value)
  return isMissing ? null : writtenValue(column.type, value)
}

export function writtenValue(type: Exclude<SampleColumn['type'], 'text'>, value: number): string {
  switch (type) {
    case 'flag':
      return value === 1 ? 'yes' : 'no'
    case 'date':
      return new Date(value * 86_400_000).toISOString().slice(0, 10)
    case 'timestamp':
      return new Date(value).toISOString().slice(0, 19).replace('T', ' ')
    default:
      return String(value)
  }
}
