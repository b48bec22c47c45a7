import type { Database } from '../../engine/database'
import type { Tables } from '../contract/definition'
import { timeline } from './queries'
import type { CustomerResult } from './result'

export async function tables(database: Database, result: CustomerResult): Promise<Tables> {
  const { customer } = result
  if (customer === null) return { timeline: [] }
  return {
    // All of it, where the page draws the last two thousand.
    timeline: await database.rows(timeline, { customer: customer.id }),
    facts: [
      { name: 'customer_id', value: customer.id },
      ...(customer.name === null ? [] : [{ name: 'name', value: customer.name }]),
      ...(customer.email === null ? [] : [{ name: 'email', value: customer.email }]),
      ...result.attributes.map(({ label, value }) => ({ name: label, value })),
    ],
    standing: result.standing.map(({ measure, value, customers, below, above, p50 }) => ({
      measure,
      value,
      customers,
      below,
      above,
      median: p50,
    })),
    products: result.products.map(({ product, orders, units, revenue, last_at }) => ({ product, orders, units, revenue, last_at })),
    history: result.history.map(({ asOf, segment, recency, frequency }) => ({
      as_of: asOf,
      segment,
      r_score: recency,
      f_score: frequency,
    })),
    similar: result.similar.map(({ id, name, orders, revenue, distance }) => ({ customer_id: id, name, orders, revenue, distance })),
  }
}
