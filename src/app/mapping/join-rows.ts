import { tableName } from '../../ingest/table-name'
import type { RawTable } from '../../ingest/table'
import type { Join } from '../../model/mapping/joins'

export interface JoinRow {
  /** RawTable.name */
  readonly table: string
  readonly file: string
  readonly other: string
  readonly ids: number
  readonly matched: number
  /** 0 to 1. */
  readonly share: number
  readonly rowShare: number
}

export function joinRows(joins: readonly Join[], tables: readonly RawTable[]): readonly JoinRow[] {
  const nameOf = (name: string) => {
    const table = tables.find((one) => one.name === name)
    return table ? tableName(table) : name
  }
  return joins.map(({ table, other, ids, matched, rows, rowsMatched }) => ({
    table,
    file: nameOf(table),
    other: nameOf(other),
    ids,
    matched,
    share: ids > 0 ? matched / ids : 0,
    rowShare: rows > 0 ? rowsMatched / rows : 0,
  }))
}
