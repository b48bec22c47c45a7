import type { Clause, Predicate } from '../../model/runtime/clause'
import type { Field } from '../../model/runtime/filter-fields'

/** How a condition on numbers or dates is said. */
export type Operator = 'between' | 'from' | 'to'

/** A clause before anything of it was chosen. */
export function emptyClause({ id, kind }: Field): Clause {
  return { source: id, predicate: emptyPredicate(kind), isNot: false }
}

/** Whether there is something to filter by in it, and it is not the wrong way round. */
export function isWhole({ predicate }: Clause): boolean {
  if (predicate.kind === 'members') return true
  if (predicate.kind === 'values') return predicate.values.length > 0
  const { from, to } = predicate
  return (from !== null || to !== null) && (from === null || to === null || from <= to)
}

export function operatorOf({ from, to }: { readonly from: unknown; readonly to: unknown }): Operator {
  return from !== null && to === null ? 'from' : to !== null && from === null ? 'to' : 'between'
}

function emptyPredicate(kind: Predicate['kind']): Predicate {
  if (kind === 'members') return { kind }
  return kind === 'values' ? { kind, values: [] } : { kind, from: null, to: null }
}

const DAY = 86_400_000

/** Days since 1970 → 'YYYY-MM-DD', and back. */
export const dayOf = (days: number) => new Date(days * DAY).toISOString().slice(0, 10)
export const daysOf = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)
