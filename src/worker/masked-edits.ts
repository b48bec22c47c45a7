import { maskAlone } from '../quality/mask'
import type { MaskedTable } from '../quality/mask-tables'
import type { EditedRow } from '../workbench'

/** Edited rows as they may be shown; a column that is personal in either version is. */
export function maskedEdits(rows: readonly EditedRow[], tables: readonly MaskedTable[]): readonly EditedRow[] {
  const mask = (header: string, value: string | null) => {
    const kind = tables.map((table) => kindOf(table, header)).find((one) => one !== null)
    return value === null || !kind ? value : maskAlone(kind, value)
  }
  return rows.map((row) => ({
    ...row,
    key: row.key.map(({ header, value }) => ({ header, value: mask(header, value) })),
    changes: row.changes.map(({ header, before, after }) => ({ header, before: mask(header, before), after: mask(header, after) })),
  }))
}

function kindOf({ table, personal }: MaskedTable, header: string) {
  const names = table.columns.filter((one) => one.header === header).map(({ name }) => name)
  return personal.find(({ column }) => names.includes(column))?.kind ?? null
}
