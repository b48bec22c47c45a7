import type { Company } from '../../model/company/company'
import type { ChurnSource } from './features'

/** Customers who could be followed by each source, as `sources` of leaving-features counts them. */
export type Seen = Readonly<Record<'by_orders' | 'by_subscriptions' | 'by_dates' | 'with_end' | 'by_flag', number | null>>

/** What is to tell who left: the source asked for where the files fill it, else the most telling one; null: none. */
export function sourceOf(wished: string, { roles, tables }: Pick<Company, 'roles' | 'tables'>, seen: Seen): ChurnSource | null {
  const has = (table: 'orders' | 'subscriptions' | 'customers', names: readonly string[]) =>
    (tables[table] ?? 0) > 0 && names.every((name) => roles[table]?.includes(name))
  const most = seen.by_orders ?? 0
  const filled: readonly (readonly [ChurnSource, boolean, number])[] = [
    ['subscriptions', has('subscriptions', ['customer_id', 'started_on', 'ended_on']), seen.by_subscriptions ?? 0],
    ['dates', has('customers', ['joined_on', 'ended_on']) && (seen.with_end ?? 0) > 0, seen.by_dates ?? 0],
    ['orders', has('orders', ['customer_id', 'ordered_at']), most],
    ['flag', has('customers', ['is_churned']), seen.by_flag ?? 0],
  ]
  if (wished !== 'best') return filled.find(([name, isFilled, count]) => name === wished && isFilled && count > 0)?.[0] ?? null
  // A contract says more than a silence, if nearly everybody has one.
  return filled.find(([, isFilled, count]) => isFilled && count > 0 && count >= 0.8 * most)?.[0] ?? null
}
