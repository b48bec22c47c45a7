import type { ColumnType } from '../engine/database'
import type { RawColumn, RawType } from '../ingest/table'
import type { Attribute } from './company'
import { columnOf, columnsOf } from './expression'
import type { Role } from './mapping'
import { roleType, type Source } from './source'

/** A column of the customers table that no role names, and the raw columns that fill it. */
export interface ExtraColumn {
  readonly attribute: Attribute
  readonly from: readonly { readonly source: Source; readonly column: RawColumn }[]
}

const TYPES: Record<RawType, Attribute['type']> = {
  text: 'text',
  integer: 'number',
  number: 'number',
  date: 'date',
  timestamp: 'date',
  flag: 'flag',
}

/** Roles that are worked into another column and are worth having as they stand too. */
const KEPT_AS_WELL: readonly Role[] = ['age', 'tenure_weeks', 'tenure_days', 'tenure_years']

/** The other columns of the customers tables as a0, a1, …; columns of the same header in several files are one. */
export function extraColumns(sources: readonly Source[]): readonly ExtraColumn[] {
  const found = new Map<string, ExtraColumn>()
  for (const source of sources) {
    const kept = source.roles.filter((role) => !KEPT_AS_WELL.includes(role))
    const bound = new Set(kept.flatMap((role) => columnsOf(source.expression(role)!)))
    for (const column of source.raw.columns) {
      if (bound.has(column.name)) continue
      const key = `${TYPES[column.type]} ${slug(column.header)}`
      const known = found.get(key)
      const attribute: Attribute = known
        ? { ...known.attribute, distinct: Math.max(known.attribute.distinct, column.distinct) }
        : { id: slug(column.header), column: `a${found.size}`, label: column.header, type: TYPES[column.type], distinct: column.distinct }
      found.set(key, { attribute, from: [...(known?.from ?? []), { source, column }] })
    }
  }
  return [...found.values()]
}

/** Roles of a customer that divide customers into groups. */
const GROUPING: readonly Role[] = [
  'country',
  'region',
  'city',
  'gender',
  'plan',
  'status',
  'industry',
  'source',
  'company',
  'postcode',
  'is_churned',
  'employees',
  'mrr',
  'tenure_months',
  'birth_year',
  'joined_on',
]

/** Texts with more values than this (names, comments, numbers of things) divide nobody. */
const MOST_GROUPS = 1_000

/** What customers can be broken down by: named roles first, then the other columns of their tables. */
export function attributesOf(sources: readonly Source[], extras: readonly ExtraColumn[]): readonly Attribute[] {
  const named = GROUPING.flatMap((role) => {
    const columns = sources
      .filter((source) => source.has(role))
      .map((source) => columnOf(source.raw, columnsOf(source.expression(role)!)[0]!))
    const [first] = columns
    if (!first) return []
    const distinct = Math.max(...columns.map((column) => column.distinct))
    return [{ id: role, column: role, label: first.header, type: attributeType(roleType(role)), distinct }]
  })
  const taken = new Set<string>()
  return [...named, ...extras.map(({ attribute }) => attribute)]
    .filter(({ type, distinct }) => distinct > 1 && (type !== 'text' || distinct <= MOST_GROUPS))
    .map((attribute) => ({ ...attribute, id: untaken(attribute.id, taken) }))
}

function attributeType(type: ColumnType): Attribute['type'] {
  return type === 'timestamp' ? 'date' : type
}

/** Ids stand in links, so they come from the header and not from the place in the file. */
function untaken(id: string, taken: Set<string>): string {
  let free = id
  for (let copy = 2; taken.has(free); copy++) free = `${id}-${copy}`
  taken.add(free)
  return free
}

function slug(header: string): string {
  const plain = header.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'column'
  )
}
