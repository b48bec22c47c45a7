import type { Mapping } from '../model/mapping/mapping'

/** What was decided before stays; only tables that are new are read as suggested. */
export function carryOver(current: Mapping, suggested: Mapping, fresh: readonly string[]): Mapping {
  const before = new Map(current.tables.map((table) => [table.table, table]))
  return {
    ...suggested,
    tables: suggested.tables.map((table) => (fresh.includes(table.table) ? table : (before.get(table.table) ?? table))),
    returns: current.returns,
    asOf: current.asOf,
    currency: current.currency ?? suggested.currency,
    ...(current.silentAfter != null && { silentAfter: current.silentAfter }),
  }
}
