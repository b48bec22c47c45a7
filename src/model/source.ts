import { identifier, type ColumnType } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { expressionSql, isAlwaysFilled } from './expression'
import type { Expression, Mapping, Role, TableKind, TableMapping } from './mapping'
import { ROLES } from './roles'

/** A raw table together with its mapping: what each role is in SQL. */
export interface Source {
  readonly raw: RawTable
  readonly kind: TableKind
  readonly roles: readonly Role[]
  has(role: Role): boolean
  /** The role's expression as data; null when it is not mapped. */
  expression(role: Role): Expression | null
  /** The role's value in SQL over the raw table, of the role's type; a typed null when it is not mapped. */
  sql(role: Role): string
  /** True when the role has a value in every row. */
  isFull(role: Role): boolean
}

/** The mapped tables that are used, in the mapping's order. A mapping may be older than the tables: what is gone is passed over. */
export function sourcesOf(mapping: Mapping, tables: readonly RawTable[]): readonly Source[] {
  return mapping.tables.flatMap((one) => {
    const raw = tables.find((table) => table.name === one.table)
    return raw && one.kind !== 'other' ? [sourceOf(raw, one)] : []
  })
}

function sourceOf(raw: RawTable, mapping: TableMapping): Source {
  const bound = new Map(mapping.bindings.filter((binding) => Object.hasOwn(ROLES, binding.role)).map(({ role, from }) => [role, from]))
  return {
    raw,
    kind: mapping.kind,
    roles: [...bound.keys()],
    has: (role) => bound.has(role),
    expression: (role) => bound.get(role) ?? null,
    sql: (role) => {
      const from = bound.get(role)
      return from ? expressionSql(from, raw, roleType(role)) : nullOf(roleType(role))
    },
    isFull: (role) => {
      const from = bound.get(role)
      return from !== undefined && isAlwaysFilled(from, raw)
    },
  }
}

export function tableSql(source: Source): string {
  return identifier(source.raw.name)
}

export function roleType(role: Role): ColumnType {
  return ROLES[role]!.type
}

const SQL_TYPES: Record<ColumnType, string> = {
  text: 'varchar',
  number: 'double',
  flag: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
}

export function nullOf(type: ColumnType): string {
  return `null::${SQL_TYPES[type]}`
}
