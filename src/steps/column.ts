import { identifier } from '../engine/database'
import type { RawColumn, RawTable } from '../ingest/table'
import { columnNameOf, field, fieldsOf, textOf } from './plain-data'

/** A column that a step names: physically, and by its header, so that its words need no table. */
export interface ColumnRef {
  readonly name: string
  readonly header: string
}

export function columnRefOf(value: unknown): ColumnRef | null {
  const fields = fieldsOf(value)
  const name = fields && columnNameOf(field(fields, 'name'))
  const header = fields && textOf(field(fields, 'header'))
  return name !== null && header !== null ? { name, header } : null
}

/** Throws when the table has no such column: then the step cannot be applied. */
export function columnIn(table: RawTable, { name, header }: ColumnRef): RawColumn {
  const found = table.columns.find((column) => column.name === name)
  if (!found) throw new Error(`${table.file} has no column ${header}`)
  return found
}

/** The value as text without blanks around it, as the mapping reads it; null where there is none. */
export function textSql({ name, type }: RawColumn, sql = identifier(name)): string {
  return type === 'text' ? `nullif(trim(${sql}), '')` : `${sql}::varchar`
}

/** The value as a number; null where it is none. */
export function numberSql(column: RawColumn): string {
  if (column.type === 'integer' || column.type === 'number') return `${identifier(column.name)}::double`
  return `try_cast(${identifier(column.name)}::varchar as double)`
}

/** The value as a date; null where it is none. */
export function daySql(column: RawColumn): string {
  if (column.type === 'date') return identifier(column.name)
  return column.type === 'timestamp' ? `${identifier(column.name)}::date` : `try_cast(${identifier(column.name)}::varchar as date)`
}
