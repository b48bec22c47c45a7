import type { Evidence } from './evidence'
import type { RawColumn, RawTable } from '../../ingest/table'
import { shapeOf } from './column-shape'
import { fit } from './fit'
import { isUnnamed } from '../words/header-words'
import { numbersRows } from './id-likeness'
import type { Role, TableKind } from '../mapping/mapping'
import { kindEntry, rolesOf } from '../mapping/roles'
import { rolesNamed } from '../words/vocabulary'

export interface Candidate {
  readonly evidence: Evidence
  /** 0 to 1. */
  readonly score: number
}

/** A table read as one kind: which column plays which role, and how sure that is. */
export interface KindGuess {
  readonly kind: TableKind
  readonly roles: ReadonlyMap<Role, Candidate>
}

export function evidenceOf(table: RawTable): readonly Evidence[] {
  const headless = table.dialect?.headerRecord === -1
  return table.columns.map((column) => {
    const unnamed = headless || isUnnamed(column.header)
    return { column, shape: shapeOf(column), named: unnamed ? new Map() : namedBy(column.header), isUnnamed: unnamed }
  })
}

/** The question of the net promoter score, whatever stands around it. */
const RECOMMEND = /how likely.{0,60}recommend|wahrscheinlich.{0,60}empf[ei]hl|recommand|probab.{0,60}recom[ae]nd/i
const SURELY_ASKED = 0.95

function namedBy(header: string): ReadonlyMap<Role, number> {
  const named = rolesNamed(header)
  return RECOMMEND.test(header.slice(0, 300)) ? new Map([...named, ['nps', SURELY_ASKED]]) : named
}

const LEAST = 0.25

/** The columns that may play a role, the likeliest first. */
export function candidates(columns: readonly Evidence[], role: Role): readonly Candidate[] {
  return columns
    .map((evidence) => ({ evidence, score: likelihood(evidence, role) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
}

function likelihood(evidence: Evidence, role: Role): number {
  return Math.max(evidence.named.get(role) ?? 0, byValues(evidence, role)) * fit(evidence.column, evidence.shape, role)
}

const ORDER_NAME = 0.9

/** A date or an amount under a name that says nothing to us is still the likeliest one where no other speaks for it. */
const NAMELESS = 0.3

function byValues({ column, shape, named, isUnnamed }: Evidence, role: Role): number {
  // Shops call an order by its number: "Name" is #1001.
  if (role === 'order_id' && shape.isCode && /^(order )?name$/i.test(column.header.trim())) return ORDER_NAME
  if (role === 'email' && shape.isEmail) return 0.95
  if (role === 'comment' && shape.isProse) return 0.5
  const isForeign = !isUnnamed && Math.max(0, ...named.values()) < NAMELESS
  if ((role === 'ordered_at' || role === 'happened_at') && shape.isDate && isForeign) return NAMELESS
  if (role === 'revenue' && shape.hasCents && isForeign) return NAMELESS
  return 0
}

/** Gives every role of a kind its likeliest column, the surest pairs first; a column plays one role. */
export function readAs(kind: TableKind, columns: readonly Evidence[]): KindGuess {
  const pairs = rolesOf(kind).flatMap((role) => candidates(columns, role).map((candidate) => ({ role, candidate })))
  const roles = new Map<Role, Candidate>()
  const taken = new Set<RawColumn>()
  for (const { role, candidate } of pairs.toSorted((a, b) => b.candidate.score - a.candidate.score)) {
    if (roles.has(role) || taken.has(candidate.evidence.column)) continue
    roles.set(role, candidate)
    taken.add(candidate.evidence.column)
  }
  if (!roles.has('customer_id') && kindEntry(kind).required.includes('customer_id')) {
    // A customer may be known by an address or a name alone, which then plays both roles.
    const known = roles.get('email') ?? roles.get('name')
    const numbered = kind === 'customers' ? numberOfRows(columns.filter(({ column }) => !taken.has(column))) : null
    const customer = numbered ?? (known && { ...known, score: KNOWN_BY_NAME })
    if (customer) roles.set('customer_id', customer)
    if (numbered) taken.add(numbered.evidence.column)
  }
  if (kind === 'products' && !roles.has('product')) {
    const numbered = numberOfRows(columns)
    if (numbered) roles.set('product', numbered)
  }
  if (kind === 'feedback' && (roles.get('customer_id')?.score ?? 0) < KNOWN_BY_NAME) {
    const [address] = candidates(columns, 'email')
    if (address) roles.set('customer_id', { ...address, score: KNOWN_BY_NAME })
  }
  return { kind, roles: guessRequired(kind, columns, roles, taken) }
}

const KNOWN_BY_NAME = 0.7

/** The column that numbers the rows of a list, whatever it is called; null where none does. */
function numberOfRows(columns: readonly Evidence[]): Candidate | null {
  const rows = Math.max(0, ...columns.map(({ column }) => column.filled))
  const [best] = columns
    .map((evidence, place): Candidate => ({ evidence, score: numbersRows(evidence, rows, place === 0) }))
    .filter(({ score }) => score >= NUMBERED)
    .toSorted((a, b) => b.score - a.score)
  return best ?? null
}

const NUMBERED = 0.6

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

/** How much a column looks like a role, whatever it is called. */
export const LOOKS: Readonly<Record<Role, (evidence: Evidence) => number>> = {
  customer_id: ({ column, shape }) => {
    if (shape.isDate || shape.hasCents || column.distinct < 2) return 0
    return shape.isCode || column.type === 'integer' ? Math.log(column.distinct + 1) * (shape.uniqueness < 1 ? 1 : 0.9) : 0
  },
  ordered_at: ({ shape }) => (shape.isDate ? 1 : 0),
  happened_at: ({ shape }) => (shape.isDate ? 1 : 0),
  revenue: ({ column, shape }) => (shape.hasCents ? 2 : column.type === 'integer' ? shape.uniqueness : 0),
}
