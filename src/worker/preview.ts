import { identifier, query, type ColumnType, type Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'

/** First rows of a raw table as text, in the order of the file. */
export async function preview(engine: Engine, { name, columns }: RawTable, rows: number): Promise<readonly (readonly (string | null)[])[]> {
  const names = columns.map((column) => column.name)
  const text = `select ${names.map((column) => `${identifier(column)}::varchar as ${identifier(column)}`).join(', ')}
from ${identifier(name)} order by line limit ${Math.max(0, Math.floor(rows))}`
  const promised: Record<string, ColumnType> = Object.fromEntries(names.map((column) => [column, 'text']))
  const found = await engine.rows(query('preview', text, promised))
  return found.map((row) => names.map((column) => row[column] as string | null))
}
