import type { Doubt, Mapping, OrderState, Role, TableMapping } from '../../model/mapping/mapping'
import { withStates } from '../../model/words/state-lists'

/**
 * The mapping with every doubt answered. A choice holds its whole table's mapping: what it changes against the suggestion is
 * taken over, so that two answers about one table do not undo each other. `states` are those read anew of each doubt, or null.
 */
export function answered(
  suggested: Mapping,
  doubts: readonly Doubt[],
  chosen: readonly number[],
  states: readonly (readonly OrderState[] | null)[] = [],
): Mapping {
  const currency = doubts.reduce((so, doubt, at) => doubt.choices[chosen[at] ?? 0]?.currency ?? so, suggested.currency)
  return {
    ...suggested,
    currency,
    tables: suggested.tables.map((table) =>
      doubts.reduce((so, doubt, at) => answer(so, table, read(doubt, states[at]), chosen[at] ?? 0), table),
    ),
  }
}

/** The doubt with its choice made of the states as they are read. */
function read(doubt: Doubt, states: readonly OrderState[] | null | undefined): Doubt {
  if (!states) return doubt
  return { ...doubt, choices: doubt.choices.map((one) => ({ ...one, mapping: withStates(one.mapping, doubt.column, states) })) }
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
