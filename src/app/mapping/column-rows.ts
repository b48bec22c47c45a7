import { tableName } from '../../ingest/table-name'
import type { RawColumn, RawTable } from '../../ingest/table'
import { DOUBTFUL, type Mapping, type TableMapping } from '../../model/mapping/mapping'
import { columnsOf } from '../../model/mapping/expression'
import { ROLES } from '../../model/mapping/roles'
import { markPersonal, type PersonalKind } from '../../quality/personal'

/** One column of a file, as the review and the tables of the mapping page list it. */
export interface ColumnRow {
  readonly key: string
  readonly column: string
  readonly file: string
  readonly role: string | null
  readonly kind: string
  readonly values: string
  /** Per cent of rows with a value. */
  readonly filled: number
  readonly confidence: number | null
}

export function columnRows(tables: readonly RawTable[], mapping: Mapping): readonly ColumnRow[] {
  return tables.flatMap((raw) => {
    const mapped = mapping.tables.find(({ table }) => table === raw.name)
    const personal = markPersonal(raw, mapped)
    return raw.columns.map((column, at) => columnRow(raw, mapped, column, at, personal.get(column.name)))
  })
}

function columnRow(raw: RawTable, mapped: TableMapping | undefined, column: RawColumn, at: number, personal?: PersonalKind): ColumnRow {
  const bindings = (mapped?.bindings ?? []).filter(({ from }) => columnsOf(from).includes(column.name))
  return {
    key: `${raw.name}.${column.name}`,
    column: column.header.trim() === '' ? `column ${at + 1}` : column.header,
    file: tableName(raw),
    role: bindings.length > 0 ? bindings.map(({ role }) => ROLES[role]?.label ?? role).join(', ') : null,
    kind: personal ? `${kindOf(column)}, personal: ${personal}` : kindOf(column),
    values: column.samples.slice(0, 3).join(', '),
    filled: raw.rowsKept > 0 ? (100 * column.filled) / raw.rowsKept : 0,
    confidence: bindings.length > 0 ? Math.min(...bindings.map(({ confidence }) => confidence)) : null,
  }
}

const TYPES = {
  text: 'text',
  integer: 'whole number',
  number: 'number',
  date: 'date',
  timestamp: 'date and time',
  flag: 'yes or no',
} as const

function kindOf({ type, distinct }: RawColumn): string {
  return type === 'text' && distinct > 0 && distinct <= 12 ? `${distinct} ${distinct === 1 ? 'value' : 'values'}` : TYPES[type]
}

/** Sureness in words, with a sign that is not colour alone. */
export function sureness(confidence: number): string {
  if (confidence >= 0.85) return '●●● certain'
  if (confidence >= DOUBTFUL) return '●●○ likely'
  return '●○○ doubtful'
}
