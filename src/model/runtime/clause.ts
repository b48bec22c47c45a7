/** What a clause asks of its field. Bounds are inclusive; null: none, and among values: not known. */
export type Predicate =
  | { readonly kind: 'values'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'numbers'; readonly from: number | null; readonly to: number | null }
  /** Days, 'YYYY-MM-DD'. */
  | { readonly kind: 'dates'; readonly from: string | null; readonly to: string | null }
  /** Belongs to it: kept segments. */
  | { readonly kind: 'members' }

/** One condition on customers: plain data, checked against the fields there are before it becomes SQL. */
export interface Clause {
  /** A Field's id. */
  readonly source: string
  readonly predicate: Predicate
  /** The customers who do not meet it, those of whom it is not known included. */
  readonly isNot: boolean
}

/** Who meets every clause, in the order in which they narrow. Empty: everyone. */
export type Filter = readonly Clause[]

/** More clauses, and more values in one, than anybody reads. */
export const MOST_CLAUSES = 20
export const MOST_VALUES = 1_000

const SEGMENT = 'segment.'

export function segmentSource(id: string): string {
  return SEGMENT + id
}

/** The id of the kept segment that a clause is about; null where it is about something else. */
export function segmentIn({ source }: Pick<Clause, 'source'>): string | null {
  return source.startsWith(SEGMENT) ? source.slice(SEGMENT.length) : null
}

export function inSegment(id: string, isNot = false): Clause {
  return { source: segmentSource(id), predicate: { kind: 'members' }, isNot }
}
