import type { ColumnType } from '../../engine/database'
import type { RawColumn, RawType } from '../../ingest/table'
import type { Attribute } from './company'
import { detailType } from './customer-details'
import { columnOf, columnsOf } from '../mapping/expression'
import type { Role } from '../mapping/mapping'
import type { MappedTable } from '../mapping/mapped-table'
import { tenureIn, TENURES } from './tenure-unit'
import { wideMonths } from '../wide/months'

/** A column of the customers table and the raw columns that fill it. */
export interface ExtraColumn {
  readonly attribute: Attribute
  readonly from: readonly { readonly source: MappedTable; readonly column: RawColumn }[]
}

const TYPES: Record<RawType, Attribute['type']> = {
  text: 'text',
  integer: 'number',
  number: 'number',
  date: 'date',
  timestamp: 'date',
  flag: 'flag',
}

/** A table and those of its columns that tell something of its customers. */
export interface Telling {
  readonly source: MappedTable
  readonly columns: readonly RawColumn[]
}

/** The columns of a customers table besides those with a role. */
export function ownColumns(source: MappedTable): Telling {
  const tenure = tenureIn(source)?.role
  // An age is worked into another column and is worth having as it stands too; of two lengths of stay one is the tenure.
  const worked = source.roles.filter((role) => role !== 'age' && (!(role in TENURES) || role === tenure))
  const bound = new Set(worked.flatMap((role) => columnsOf(source.expression(role)!)))
  // Amounts of single months are a history, which divides nobody.
  for (const { column } of wideMonths(source.raw)?.months ?? []) bound.add(column.name)
  return { source, columns: source.raw.columns.filter(({ name }) => !bound.has(name)) }
}

/** The further columns of tables as a0, a1, …; columns of the same header in several files are one. */
export function extraColumns(tables: readonly Telling[]): readonly ExtraColumn[] {
  const found = new Map<string, ExtraColumn>()
  for (const { source, columns } of tables) {
    const met = new Map<string, number>()
    for (const column of columns) {
      const name = `${TYPES[column.type]} ${slug(column.header)}`
      const time = met.get(name) ?? 0
      met.set(name, time + 1)
      // The second column of a header in one file is the second of that header in every file.
      const key = `${name} ${time}`
      const known = found.get(key)
      found.set(key, {
        attribute: known ? widened(known.attribute, column) : attributeOf(column, `a${found.size}`),
        from: [...(known?.from ?? []), { source, column }],
      })
    }
  }
  return [...found.values()]
}

function attributeOf(column: RawColumn, name: string): Attribute {
  return { id: slug(column.header), column: name, label: column.header, type: TYPES[column.type], distinct: column.distinct }
}

function widened(attribute: Attribute, column: RawColumn): Attribute {
  return { ...attribute, distinct: Math.max(attribute.distinct, column.distinct) }
}

/** Roles of a customer that divide customers into groups. */
export const GROUPING: readonly Role[] = [
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
  'tenure',
  'birth_year',
  'joined_on',
]

/** Texts with more values than this (names, comments, numbers of things) divide nobody. */
const MOST_GROUPS = 1_000

/** What customers can be broken down by: named roles first, then the other columns of their tables. */
export function attributesOf(
  sources: readonly MappedTable[],
  extras: readonly ExtraColumn[],
  latest: ReadonlySet<Role>,
): readonly Attribute[] {
  const named = GROUPING.flatMap((role): ExtraColumn[] => {
    const from = sources
      .map((source) => ({ source, told: source.expression(role === 'tenure' ? (tenureIn(source)?.role ?? role) : role) }))
      .flatMap(({ source, told }) => (told ? [{ source, column: columnOf(source.raw, columnsOf(told)[0]!) }] : []))
    const [first] = from
    if (!first) return []
    const distinct = Math.max(...from.map(({ column }) => column.distinct))
    const label = latest.has(role) ? `${first.column.header} of the latest order` : first.column.header
    return [{ attribute: { id: role, column: role, label, type: attributeType(detailType(role)), distinct }, from }]
  })
  const taken = new Set<string>()
  return [...named, ...extras].filter(divides).map(({ attribute }) => ({ ...attribute, id: untaken(attribute.id, taken) }))
}

/** One value for everybody divides nobody, unless some have none. */
function divides({ attribute: { type, distinct }, from }: ExtraColumn): boolean {
  const someHaveNone = from.some(({ source, column }) => column.filled < source.raw.rowsKept)
  return distinct + (someHaveNone ? 1 : 0) > 1 && (type !== 'text' || distinct <= MOST_GROUPS)
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
  const plain = header.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'column'
  )
}
