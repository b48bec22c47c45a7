import { isoDay, isoMoment } from '../shared/iso'
import type { Columns, ColumnType, Query, RowOf } from './database'

/** The part of an Arrow table that decoding needs; both engines hand over apache-arrow 17 tables. */
export interface ArrowTable {
  readonly numRows: number
  readonly schema: { readonly fields: readonly { readonly name: string }[] }
  getChildAt(index: number): { get(row: number): unknown } | null
}

/** Rows of the promised columns. Throws when the query returned other columns than it promised. */
export function decode<C extends Columns>(query: Query<C>, table: ArrowTable): RowOf<C>[] {
  const promised = Object.keys(query.columns)
  const found = table.schema.fields.map((field) => field.name)
  if (promised.join('\0') !== found.join('\0'))
    throw new Error(`query ${query.name} returned (${found.join(', ')}), expected (${promised.join(', ')})`)
  // Columns by index: a row object would lose duplicate names and a column called __proto__.
  const readers = promised.map((name, index) => reader(query.columns[name]!, table.getChildAt(index)))
  const rows: RowOf<C>[] = new Array(table.numRows)
  for (let row = 0; row < table.numRows; row++) {
    const record: Record<string, unknown> = {}
    for (let column = 0; column < promised.length; column++) record[promised[column]!] = readers[column]!(row)
    rows[row] = record as RowOf<C>
  }
  return rows
}

function reader(type: ColumnType, column: { get(row: number): unknown } | null): (row: number) => unknown {
  const convert = CONVERTERS[type]
  return (row) => {
    const value = column?.get(row)
    return value === null || value === undefined ? null : convert(value)
  }
}

// DATE and TIMESTAMP arrive as epoch milliseconds whatever the connection's cast options say.
const CONVERTERS: Record<ColumnType, (value: unknown) => unknown> = {
  text: String,
  number: Number,
  flag: Boolean,
  date: (value) => isoDay(Number(value)),
  timestamp: (value) => isoMoment(Number(value)),
}
