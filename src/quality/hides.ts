import { tableName } from '../ingest/table-name'
import type { RawTable } from '../ingest/table'
import type { PersonalColumn, PersonalKind } from './personal'

/** What the mask hides of one table, and what it leaves, by header. */
export interface TableHides {
  readonly file: string
  readonly hidden: readonly { readonly header: string; readonly kind: PersonalKind; readonly isId: boolean }[]
  readonly shown: readonly string[]
}

export function hidesOf(tables: readonly RawTable[], personal: (table: string) => readonly PersonalColumn[]): readonly TableHides[] {
  return tables.map((table) => {
    const masks = new Map(personal(table.name).map((mask) => [mask.column, mask]))
    return {
      file: tableName(table),
      hidden: table.columns.flatMap(({ name, header }) => {
        const mask = masks.get(name)
        return mask ? [{ header, kind: mask.kind, isId: mask.isId }] : []
      }),
      shown: table.columns.filter(({ name }) => !masks.has(name)).map(({ header }) => header),
    }
  })
}
