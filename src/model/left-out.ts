import type { ColumnType } from '../engine/database'
import type { RawType } from '../ingest/table'
import { columnOf, columnsOf } from './expression'
import type { Returns, Role } from './mapping'
import { roleType, type Source } from './source'

/** A reason to leave a row out. A row counts under the first reason that holds; `sql` is never null. */
export interface Reason {
  readonly label: string
  readonly sql: string
}

export const NO_CUSTOMER = 'No customer number'

/** Reasons for leaving rows of an order table out, in the order in which they are counted. */
export function orderReasons(source: Source, returns: Returns): readonly Reason[] {
  const dirt = [
    required(source, 'customer_id', NO_CUSTOMER),
    required(source, 'ordered_at', 'No date'),
    missing(source, 'revenue', 'No amount'),
  ]
  return [...dirt.filter((reason) => reason !== null), ...returnReasons(source, returns)]
}

/** What the setting for returns leaves out, whoever the customer is. */
export function returnReasons(source: Source, returns: Returns): readonly Reason[] {
  const reasons = returns === 'ignore' ? returnsAndGifts(source) : [cancelledButPriced(source)]
  return reasons.filter((reason) => reason !== null)
}

function returnsAndGifts(source: Source): readonly (Reason | null)[] {
  const amount = source.expression('revenue')
  const returned = [
    source.has('is_cancelled') ? `coalesce(${source.sql('is_cancelled')}, false)` : null,
    source.has('quantity') ? `coalesce(${source.sql('quantity')} <= 0, false)` : null,
    amount && 'column' in amount ? `coalesce(${source.sql('revenue')} < 0, false)` : null,
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
function cancelledButPriced(source: Source): Reason | null {
  if (!source.has('is_cancelled') || !source.has('revenue')) return null
  return { label: 'Cancelled', sql: `coalesce(${source.sql('is_cancelled')} and ${source.sql('revenue')} > 0, false)` }
}

/** The same for a role that every row needs: where it is not mapped, no row is used. */
export function required(source: Source, role: Role, label: string): Reason | null {
  return source.has(role) ? missing(source, role, label) : { label, sql: 'true' }
}

/** The rows for which a role has no value; null when there is none such, or the role is not mapped. */
export function missing(source: Source, role: Role, label: string): Reason | null {
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
export function isFull(source: Source, role: Role): boolean {
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
