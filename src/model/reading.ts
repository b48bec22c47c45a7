import type { RawColumn, RawTable } from '../ingest/table'
import { shapeOf, type Shape } from './column-shape'
import { fit } from './fit'
import { isUnnamed } from './header-words'
import type { Role, TableKind } from './mapping'
import { kindEntry, rolesOf } from './roles'
import { rolesNamed } from './vocabulary'

/** What is known of a column before anything is decided. */
export interface Evidence {
  readonly column: RawColumn
  readonly shape: Shape
  readonly named: ReadonlyMap<Role, number>
  readonly isUnnamed: boolean
}

export interface Candidate {
  readonly evidence: Evidence
  /** 0 to 1. */
  readonly score: number
}

/** A table read as one kind: which column plays which role, and how sure that is. */
export interface Reading {
  readonly kind: TableKind
  readonly roles: ReadonlyMap<Role, Candidate>
}

export function evidenceOf(table: RawTable): readonly Evidence[] {
  const headless = table.dialect?.headerRecord === -1
  return table.columns.map((column) => {
    const unnamed = headless || isUnnamed(column.header)
    return { column, shape: shapeOf(column), named: unnamed ? new Map() : rolesNamed(column.header), isUnnamed: unnamed }
  })
}

const LEAST = 0.25

/** The columns that may play a role, the likeliest first. */
export function candidates(columns: readonly Evidence[], role: Role): readonly Candidate[] {
  return columns
    .map((evidence) => ({ evidence, score: likelihood(evidence, role) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
}

function likelihood({ column, shape, named }: Evidence, role: Role): number {
  const byValues = role === 'email' && shape.isEmail ? 0.95 : role === 'comment' && shape.isProse ? 0.5 : 0
  return Math.max(named.get(role) ?? 0, byValues) * fit(column, shape, role)
}

/** Gives every role of a kind its likeliest column, the surest pairs first; a column plays one role. */
export function readAs(kind: TableKind, columns: readonly Evidence[]): Reading {
  const pairs = rolesOf(kind).flatMap((role) => candidates(columns, role).map((candidate) => ({ role, candidate })))
  const roles = new Map<Role, Candidate>()
  const taken = new Set<RawColumn>()
  for (const { role, candidate } of pairs.toSorted((a, b) => b.candidate.score - a.candidate.score)) {
    if (roles.has(role) || taken.has(candidate.evidence.column)) continue
    roles.set(role, candidate)
    taken.add(candidate.evidence.column)
  }
  // A customer may be known by a name or an address alone, which then plays both roles.
  const [customer] = kindEntry(kind).required.includes('customer_id') ? candidates(columns, 'customer_id') : []
  if (customer && !roles.has('customer_id')) roles.set('customer_id', customer)
  return { kind, roles: guessRequired(kind, columns, roles, taken) }
}

/** How sure a role is that only the values speak for. */
const BY_VALUES = 0.4

/** Required roles that no header names, from what the values look like. */
function guessRequired(
  kind: TableKind,
  columns: readonly Evidence[],
  found: ReadonlyMap<Role, Candidate>,
  taken: ReadonlySet<RawColumn>,
): ReadonlyMap<Role, Candidate> {
  const roles = new Map(found)
  const free = new Set(columns.filter(({ column, isUnnamed }) => !taken.has(column) && isUnnamed))
  for (const role of kindEntry(kind).required) {
    const looks = LOOKS[role]
    if (roles.has(role) || !looks) continue
    const evidence = [...free].filter((one) => looks(one) > 0).toSorted((a, b) => looks(b) - looks(a))[0]
    if (!evidence) continue
    roles.set(role, { evidence, score: BY_VALUES })
    free.delete(evidence)
  }
  return roles
}

/** How much an unnamed column looks like a role. */
const LOOKS: Readonly<Record<Role, (evidence: Evidence) => number>> = {
  customer_id: ({ column, shape }) => {
    if (shape.isDate || shape.hasCents || column.distinct < 2) return 0
    return shape.isCode || column.type === 'integer' ? Math.log(column.distinct + 1) * (shape.uniqueness < 1 ? 1 : 0.9) : 0
  },
  ordered_at: ({ shape }) => (shape.isDate ? 1 : 0),
  happened_at: ({ shape }) => (shape.isDate ? 1 : 0),
  revenue: ({ column, shape }) => (shape.hasCents ? 2 : column.type === 'integer' ? shape.uniqueness : 0),
}
