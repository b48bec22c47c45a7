import type { RawTable } from '../../ingest/table'
import type { Expression, Mapping, Role, TableMapping } from '../../model/mapping/mapping'
import { kindEntry } from '../../model/mapping/roles'

export function withTable(mapping: Mapping, table: TableMapping): Mapping {
  return { ...mapping, tables: mapping.tables.map((one) => (one.table === table.table ? table : one)) }
}

/** A role given by hand is certain; null takes it away. */
export function withRole(table: TableMapping, role: Role, from: Expression | null): TableMapping {
  const others = table.bindings.filter((binding) => binding.role !== role)
  return { ...table, bindings: from ? [...others, { role, from, confidence: 1 }] : others }
}

const has = ({ bindings }: TableMapping, role: Role) => bindings.some((binding) => binding.role === role)

/** Lines find customer and date in the order that they name, if a table lists the orders. */
export function isInOrder(role: Role, table: TableMapping, mapping: Mapping): boolean {
  return (
    (role === 'customer_id' || role === 'ordered_at') &&
    table.kind === 'order_lines' &&
    has(table, 'order_id') &&
    mapping.tables.some((one) => one.kind === 'orders' && has(one, 'order_id'))
  )
}

export function missingRoles(table: TableMapping, mapping: Mapping): readonly Role[] {
  return kindEntry(table.kind).required.filter((role) => !has(table, role) && !isInOrder(role, table, mapping))
}

/** One way to fill a role, as an entry of a list. `key` tells it from the others. */
export interface Source {
  readonly key: string
  readonly label: string
  readonly from: Expression
}

/** Every column, and for an amount the products that the table offers; what is in force stands among them, whatever it is. */
export function sourcesFor(role: Role, mapped: TableMapping, raw: RawTable, describe: (from: Expression) => string): readonly Source[] {
  const plain = raw.columns.map(({ name }): Expression => ({ column: name }))
  const quantity = columnOf(mapped, 'quantity')
  const price = columnOf(mapped, 'unit_price')
  const products: Expression[] = role === 'revenue' && quantity && price ? [{ product: [quantity, price] }] : []
  const current = mapped.bindings.find((binding) => binding.role === role)?.from
  const all = [...products, ...plain]
  const listed = current && !all.some((one) => keyOf(one) === keyOf(current)) ? [current, ...all] : all
  return listed.map((from) => ({ key: keyOf(from), label: describe(from), from }))
}

export function keyOf(from: Expression): string {
  return JSON.stringify(from)
}

function columnOf({ bindings }: TableMapping, role: Role): string | null {
  const from = bindings.find((binding) => binding.role === role)?.from
  return from && 'column' in from && !('isOneOf' in from) && !('startsWith' in from) ? from.column : null
}
