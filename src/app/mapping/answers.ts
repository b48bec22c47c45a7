import type { Doubt, Mapping, Role, TableMapping } from '../../model/mapping'

/**
 * The mapping with every doubt answered. A choice holds its whole table's mapping: what it changes against the suggestion is
 * taken over, so that two answers about one table do not undo each other.
 */
export function answered(suggested: Mapping, doubts: readonly Doubt[], chosen: readonly number[]): Mapping {
  const currency = doubts.reduce((so, doubt, at) => doubt.choices[chosen[at] ?? 0]?.currency ?? so, suggested.currency)
  return {
    ...suggested,
    currency,
    tables: suggested.tables.map((table) => doubts.reduce((so, doubt, at) => answer(so, table, doubt, chosen[at] ?? 0), table)),
  }
}

function answer(so: TableMapping, suggested: TableMapping, doubt: Doubt, choice: number): TableMapping {
  const chosen = doubt.table === suggested.table ? doubt.choices[choice]?.mapping : undefined
  if (!chosen) return so
  if (chosen.kind !== suggested.kind) return chosen
  const roles = new Set([...suggested.bindings, ...chosen.bindings].map(({ role }) => role))
  const changed = [...roles].filter((role) => written(suggested, role) !== written(chosen, role))
  const kept = so.bindings.filter(({ role }) => !changed.includes(role))
  return {
    ...so,
    confidence: Math.max(so.confidence, chosen.confidence),
    bindings: [...kept, ...chosen.bindings.filter(({ role }) => changed.includes(role))],
  }
}

function written({ bindings }: TableMapping, role: Role): string {
  return JSON.stringify(bindings.find((binding) => binding.role === role) ?? null)
}
