import { identifier, query, type Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'

/** A value that does not read as its column's type, as it stood. */
export interface MisfitRow {
  readonly line: number
  readonly column: string
  readonly value: string
}

/** Every such value of a table, in the order of the file. */
export async function misfitRows(engine: Engine, { name, columns }: RawTable): Promise<readonly MisfitRow[]> {
  const found: MisfitRow[] = []
  for (const { header, misfits } of columns) {
    if (!misfits) continue
    const value = identifier(misfits.column)
    const text = `select line, ${value} as value from ${identifier(name)} where ${value} is not null order by line`
    const rows = await engine.rows(query('values that do not fit', text, { line: 'number', value: 'text' }))
    for (const row of rows) found.push({ line: row.line!, column: header, value: row.value! })
  }
  return found.toSorted((one, other) => one.line - other.line)
}
