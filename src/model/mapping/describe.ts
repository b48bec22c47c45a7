import { tableName } from '../../ingest/table-name'
import type { RawTable } from '../../ingest/table'
import { columnOf } from './expression'
import type { Expression, Mapping, Product, Role, TableKind, TableMapping } from './mapping'
import { kindEntry, ROLES } from './roles'

/** One "customer = CustomerID" of the reading strip. */
export interface Pair {
  readonly role: Role
  readonly label: string
  readonly text: string
  readonly confidence: number
}

/** How one table was read, in words. */
export interface TableReading {
  readonly table: string
  readonly file: string
  readonly kind: TableKind
  /** "Order lines" */
  readonly kindLabel: string
  readonly pairs: readonly Pair[]
}

/** How every table is read, the required roles first. Tables that are gone are left out. */
export function describeMapping(mapping: Mapping, tables: readonly RawTable[]): readonly TableReading[] {
  return mapping.tables.flatMap((one) => {
    const table = tables.find(({ name }) => name === one.table)
    return table ? [describeTable(one, table)] : []
  })
}

export function describeTable({ kind, bindings }: TableMapping, table: RawTable): TableReading {
  const { label, required } = kindEntry(kind)
  const first = (role: Role) => (required.includes(role) ? required.indexOf(role) : required.length)
  return {
    table: table.name,
    file: tableName(table),
    kind,
    kindLabel: label,
    pairs: bindings
      .filter(({ role }) => Object.hasOwn(ROLES, role))
      .toSorted((a, b) => first(a.role) - first(b.role))
      .map(({ role, from, confidence }) => ({ role, label: ROLES[role]!.label, text: describeExpression(from, table), confidence })),
  }
}

/** "Quantity × UnitPrice", "Churn = Yes", "InvoiceNo starts with C". */
export function describeExpression(from: Expression, table: RawTable): string {
  if ('product' in from) return describeProduct(from, table)
  const header = headerOf(table, from.column)
  if ('isOneOf' in from) return from.isOneOf.length > 0 ? `${header} = ${from.isOneOf.join(' or ')}` : `none of ${header}`
  if ('part' in from) return `${from.part} in ${header}`
  if ('isNegative' in from) return `${header} below 0`
  if ('startsWith' in from) return `${header} starts with ${from.startsWith}`
  if ('exchanged' in from) return `${header}, day and month exchanged`
  return header
}

/** "Quantity × UnitPrice less Discount", "Total, once an order". */
function describeProduct({ product, discounted, less = [], oncePer, exchanged = [], worthNothing = [] }: Product, table: RawTable): string {
  const name = (column: string) => headerOf(table, column)
  const off = [...(discounted ? [discounted.column] : []), ...less].map(name)
  const made = product.map(name).join(' × ')
  const parts = [
    `${made}${off.length > 0 ? ` less ${off.join(' and ')}` : ''}`,
    ...(oncePer === undefined ? [] : ['once an order']),
    ...(exchanged.length === 0 ? [] : ['decimal sign and thousands exchanged']),
    ...(worthNothing.length === 0 ? [] : [`0 where it says ${worthNothing.join(' or ')}`]),
  ]
  return parts.join(', ')
}

/** Headers are data: shown as they stand, and named by their place where they are blank. */
function headerOf(table: RawTable, name: string): string {
  if (name === 'line') return 'each row'
  const column = columnOf(table, name)
  return column.header.trim() === '' ? `column ${Number(name.slice(1)) + 1}` : column.header
}
