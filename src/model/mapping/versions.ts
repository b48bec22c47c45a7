import type { RawColumn, RawTable } from '../../ingest/table'
import type { Binding, Expression, TableKind, TableMapping } from './mapping'

/** From this likeness on a table is taken for a new version of another: at least three columns of five are the same in name and type. */
export const ALIKE = 0.6

/** Columns that only one of two tables has, and those that both have but hold differently. */
export interface ColumnChanges {
  readonly appeared: readonly string[]
  readonly vanished: readonly string[]
  readonly retyped: readonly { readonly header: string; readonly before: string; readonly after: string }[]
}

/** A column that two tables have, and what its values can be compared as. */
export interface ColumnPair {
  readonly header: string
  readonly known: string
  readonly fresh: string
  readonly as: 'text' | 'number' | 'timestamp'
}

/**
 * How alike two tables are in their columns, 0 to 1: shared headers over all headers, where one that changed its type counts half.
 * Columns without a header say nothing.
 */
export function likeness(one: RawTable, other: RawTable): number {
  const pairs = sharedColumns(one, other)
  const all = named(one).length + named(other).length - pairs.length
  if (named(one).length < 2 || named(other).length < 2) return 0
  const weight = pairs.reduce((sum, [a, b]) => sum + (isSameKind(a, b) ? 1 : 0.5), 0)
  return weight / all
}

/** The table of which another is most likely a new version; null when none is alike enough. The one opened last goes first. */
export function versionOf(table: RawTable, open: readonly RawTable[]): RawTable | null {
  const ranked = open.map((known) => ({ known, alike: likeness(known, table) })).filter(({ alike }) => alike >= ALIKE)
  return ranked.reduceRight((best, one) => (best && best.alike >= one.alike ? best : one), ranked.at(-1))?.known ?? null
}

export function columnChanges(known: RawTable, fresh: RawTable): ColumnChanges {
  const pairs = sharedColumns(known, fresh)
  const absent = (table: RawTable, side: 0 | 1) =>
    named(table)
      .filter((column) => !pairs.some((pair) => pair[side] === column))
      .map(({ header }) => header.trim())
  return {
    appeared: absent(fresh, 1),
    vanished: absent(known, 0),
    retyped: pairs.filter(([a, b]) => !isSameKind(a, b)).map(([a, b]) => ({ header: a.header.trim(), before: a.type, after: b.type })),
  }
}

export function columnPairs(known: RawTable, fresh: RawTable): readonly ColumnPair[] {
  return sharedColumns(known, fresh).map(([a, b]) => ({ header: a.header.trim(), known: a.name, fresh: b.name, as: comparedAs(a, b) }))
}

/** What tells the rows of a kind of table from each other, the surest first. */
const KEYS: Readonly<Partial<Record<TableKind, readonly (readonly string[])[]>>> = {
  orders: [['order_id'], ['customer_id', 'ordered_at']],
  order_lines: [['order_id', 'product'], ['order_id'], ['customer_id', 'ordered_at', 'product']],
  customers: [['customer_id'], ['email']],
  events: [['customer_id', 'happened_at', 'event']],
  feedback: [['customer_id', 'answered_at']],
  tickets: [['ticket_id']],
  subscriptions: [['customer_id', 'started_on']],
  leads: [['lead_id']],
  touches: [['customer_id', 'happened_at', 'channel']],
  spend: [
    ['spent_on', 'channel', 'campaign'],
    ['spent_on', 'channel'],
  ],
}

/** The columns by which a row of one table is found in the other: by their roles, else a column that never repeats. Empty: none. */
export function keyOf(known: RawTable, mapping: TableMapping | null, pairs: readonly ColumnPair[]): readonly ColumnPair[] {
  const bound = new Map(mapping?.bindings.flatMap(({ role, from }) => (isPlain(from) ? [[role, from.column] as const] : [])))
  for (const roles of KEYS[mapping?.kind ?? 'other'] ?? []) {
    const key = roles.map((role) => pairs.find((pair) => pair.known === bound.get(role)))
    if (key.every((pair) => pair !== undefined)) return key
  }
  const single = pairs.find(({ known: name }) => {
    const column = known.columns.find((one) => one.name === name)!
    return column.type !== 'number' && column.filled === known.rowsKept && column.distinct >= known.rowsKept && known.rowsKept > 0
  })
  return single ? [single] : []
}

/** The mapping of a table for another version of it, columns found by their headers; null where a role has lost its column. */
export function mappingFor(mapping: TableMapping, known: RawTable, fresh: RawTable): TableMapping | null {
  const names = new Map(columnPairs(known, fresh).map((pair) => [pair.known, pair.fresh]))
  const bindings: Binding[] = []
  for (const binding of mapping.bindings) {
    const from = renamed(binding.from, names)
    if (!from) return null
    bindings.push({ ...binding, from })
  }
  return { ...mapping, table: fresh.name, bindings }
}

/** Whether every column of one table stands in the other under the same physical name: then steps of the one fit the other. */
export function isInPlace(known: RawTable, fresh: RawTable): boolean {
  const pairs = columnPairs(known, fresh)
  return named(known).every(({ name }) => pairs.some((pair) => pair.known === name && pair.fresh === name))
}

function renamed(from: Expression, names: ReadonlyMap<string, string>): Expression | null {
  if ('product' in from) {
    const { product, discounted, less, oncePer, exchanged, worthNothing } = from
    const used = [...product, ...(discounted ? [discounted.column] : []), ...(less ?? []), ...(oncePer ? [oncePer] : [])]
    if (used.some((name) => !names.has(name))) return null
    const fresh = (name: string) => names.get(name)!
    return {
      product: product.map(fresh),
      ...(discounted && { discounted: { ...discounted, column: fresh(discounted.column) } }),
      ...(less && { less: less.map(fresh) }),
      ...(oncePer !== undefined && { oncePer: fresh(oncePer) }),
      ...(exchanged && { exchanged: exchanged.map(fresh) }),
      ...(worthNothing && { worthNothing }),
    }
  }
  const column = from.column === 'line' ? 'line' : names.get(from.column)
  return column === undefined ? null : { ...from, column }
}

function isPlain(from: Expression): from is { readonly column: string } {
  return 'column' in from && Object.keys(from).length === 1 && from.column !== 'line'
}

/** Columns of both tables by header, the first of a name with the first. */
function sharedColumns(one: RawTable, other: RawTable): readonly (readonly [RawColumn, RawColumn])[] {
  const left = [...named(other)]
  return named(one).flatMap((column) => {
    const at = left.findIndex((candidate) => headerOf(candidate) === headerOf(column))
    return at < 0 ? [] : [[column, left.splice(at, 1)[0]!] as const]
  })
}

function named({ columns }: RawTable): readonly RawColumn[] {
  return columns.filter(({ header }) => header.trim() !== '')
}

function headerOf({ header }: RawColumn): string {
  return header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
}

/** Amounts without decimals are still amounts, and dates without a time of day still dates; an empty column fits any. */
function isSameKind(one: RawColumn, other: RawColumn): boolean {
  return one.filled === 0 || other.filled === 0 || one.type === other.type || comparedAs(one, other) !== 'text'
}

function comparedAs(one: RawColumn, other: RawColumn): ColumnPair['as'] {
  const both = (...types: readonly string[]) => [one, other].every(({ type }) => types.includes(type))
  if (both('integer', 'number')) return 'number'
  return both('date', 'timestamp') ? 'timestamp' : 'text'
}
