import type { RawType } from '../../ingest/table'
import { identifier, literal, type ColumnType } from '../../engine/database'
import { CURRENCY_SIGNS } from './currency-signs'
import { columnOf, columnsOf, expressionSql } from './expression'
import type { Expression, Returns, Role } from './mapping'
import { roleType, tableSql, type MappedTable } from './mapped-table'

/** A reason to leave a row out. A row counts under the first reason that holds; `sql` is never null. */
export interface Reason {
  readonly label: string
  readonly sql: string
  /** Such a row is about nobody: whoever is named in it is no customer. */
  readonly isNobody?: true
}

export const NO_CUSTOMER = 'No customer number'

/** Reasons for leaving rows of an order table out, in the order in which they are counted. Amounts count in `currency` alone. */
export function orderReasons(
  source: MappedTable,
  { returns, currency }: { readonly returns: Returns; readonly currency: string | null },
): readonly Reason[] {
  const dirt = [
    totals(source),
    olderVersion(source),
    required(source, 'customer_id', NO_CUSTOMER),
    required(source, 'ordered_at', 'No date'),
    missing(source, 'revenue', 'No amount'),
    otherCurrency(source, currency),
  ]
  return [...dirt.filter((reason) => reason !== null), ...returnReasons(source, returns)]
}

function totals(source: MappedTable): Reason | null {
  if (!source.has('is_total')) return null
  return { label: 'Rows of totals', sql: `coalesce(${source.sql('is_total')}, false)`, isNobody: true }
}

/** Of an order that is written anew whenever it changes the last version counts. */
function olderVersion(source: MappedTable): Reason | null {
  if (!source.has('version_at') || !source.has('order_id')) return null
  const order = source.sql('order_id')
  // As it is held: versions may be numbered as well as dated.
  const version = identifier(columnsOf(source.expression('version_at')!)[0]!)
  const latest = `select ${order}, max(${version}) from ${tableSql(source)} where ${order} is not null and ${version} is not null group by ${order}`
  return { label: 'Older version of an order', sql: `coalesce((${order}, ${version}) not in (${latest}), false)` }
}

/** Amounts of several currencies are never added up. Rows that name none stand in the one that counts. */
function otherCurrency(source: MappedTable, currency: string | null): Reason | null {
  if (!source.has('currency') || currency === null) return null
  const code = currencySql(source)
  return { label: `Not in ${currency}`, sql: ofOrder(source, 'currency', `coalesce(${code} <> ${literal(currency)}, false)`) }
}

/** A row's currency as its ISO code. */
export function currencySql(source: MappedTable): string {
  const signs = Object.entries(CURRENCY_SIGNS).map(([sign, code]) => `when ${literal(sign.toUpperCase())} then ${literal(code)}`)
  const written = `upper(${source.sql('currency')})`
  return `(case ${written} ${signs.join(' ')} else ${written} end)`
}

/** A test that a row with nothing in the role's column takes from the other rows of its order: many exports write it on the first one only. */
function ofOrder(source: MappedTable, role: Role, test: string): string {
  if (!source.has('order_id') || isFull(source, role)) return test
  const blank = columnsOf(source.expression(role)!).map((name) => `${identifier(name)} is null`)
  const order = source.sql('order_id')
  return `(${test} or (${blank.join(' and ')} and coalesce(${order} in (select ${order} from ${tableSql(source)} where ${test}), false)))`
}

/** What the setting for returns leaves out, whoever the customer is. */
export function returnReasons(source: MappedTable, returns: Returns): readonly Reason[] {
  const reasons = returns === 'ignore' ? returnsAndGifts(source) : [cancelledButPriced(source)]
  return reasons.filter((reason) => reason !== null)
}

function returnsAndGifts(source: MappedTable): readonly (Reason | null)[] {
  const amount = source.expression('revenue')
  const returned = [
    source.has('is_cancelled') ? isCancelled(source) : null,
    source.has('is_return') ? `coalesce(${source.sql('is_return')}, false)` : null,
    source.has('quantity') ? `coalesce(${source.sql('quantity')} <= 0, false)` : null,
    amount && isStated(amount) ? `coalesce(${source.sql('revenue')} < 0, false)` : null,
  ].filter((sql) => sql !== null)
  return [
    returned.length > 0 ? { label: 'Cancellations', sql: `(${returned.join(' or ')})` } : null,
    source.has('unit_price') ? { label: 'Price of zero', sql: `coalesce(${source.sql('unit_price')} <= 0, false)` } : null,
    source.kind === 'order_lines' && amount && !source.has('unit_price')
      ? { label: 'Amount of zero', sql: `coalesce(${source.sql('revenue')} <= 0, false)` }
      : null,
  ]
}

/** A credit note takes money back and counts; an order marked as cancelled that still shows its price brought none. */
function cancelledButPriced(source: MappedTable): Reason | null {
  if (!source.has('is_cancelled') || !source.has('revenue')) return null
  return { label: 'Cancelled', sql: `(${isCancelled(source)} and coalesce(${pricedSql(source)} >= 0, false))` }
}

/** What stands as the amount, before refunds are taken off. */
function pricedSql({ raw, expression, sql }: MappedTable): string {
  const amount = expression('revenue')!
  return 'product' in amount && amount.less ? expressionSql({ product: amount.product }, raw, 'number') : sql('revenue')
}

/** The order is cancelled, not the line on which that happens to stand. */
function isCancelled(source: MappedTable): string {
  return ofOrder(source, 'is_cancelled', `coalesce(${source.sql('is_cancelled')}, false)`)
}

/** An amount that stands in a column of its own, not one made of quantity and price. */
export function isStated(amount: Expression): boolean {
  return 'column' in amount || amount.product.length === 1
}

/** The same for a role that every row needs: where it is not mapped, no row is used. */
export function required(source: MappedTable, role: Role, label: string): Reason | null {
  return source.has(role) ? missing(source, role, label) : { label, sql: 'true' }
}

/** The rows for which a role has no value; null when there is none such, or the role is not mapped. */
export function missing(source: MappedTable, role: Role, label: string): Reason | null {
  return source.has(role) && !isFull(source, role) ? { label, sql: `(${source.sql(role)} is null)` } : null
}

/** What can be read from a column of each type without losing a value on the way. */
const READS_FROM: Record<ColumnType, readonly RawType[]> = {
  text: ['integer', 'number', 'date', 'timestamp', 'flag'],
  number: ['integer', 'number', 'flag'],
  flag: ['flag', 'integer', 'number'],
  date: ['date', 'timestamp'],
  timestamp: ['date', 'timestamp'],
}

/** Whether a mapped role has a value in every row, known without looking. */
export function isFull(source: MappedTable, role: Role): boolean {
  if (role === 'customer_id' && source.nobody.length > 0) return false
  return columnsOf(source.expression(role)!).every((name) => {
    const { filled, type } = columnOf(source.raw, name)
    const keeps = READS_FROM[roleType(role)].includes(type) || (roleType(role) === 'text' && source.tidy.has(name))
    return filled === source.raw.rowsKept && keeps
  })
}

export function isUsed(reasons: readonly Reason[]): string {
  return reasons.length === 0 ? 'true' : reasons.map(({ sql }) => `not ${sql}`).join(' and ')
}
