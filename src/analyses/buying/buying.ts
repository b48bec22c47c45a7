import { query, type Database } from '../../engine/database'
import { fitBgNbd, type BgNbdFit, type PurchasePattern } from '../../stats/bg-nbd'
import patternsText from './patterns.sql?raw'
import orderGapsText from './order-gaps.sql?raw'
import { withCte } from '../queries/with-cte'

/** SQL that reads order_gaps: order days of each customer by the as-of date and what lies between them. */
/* @__NO_SIDE_EFFECTS__ */
export function withOrderGaps(text: string): string {
  return withCte('order_gaps', orderGapsText, text)
}

const patterns = query('patterns of buying', withOrderGaps(patternsText), {
  repeats: 'number',
  recency: 'number',
  age: 'number',
  customers: 'number',
})

/** Customers whose patterns the model is fitted on: more change no digit that is shown. */
const MOST_FITTED = 10_000

/** How customers had bought before a day, among as many as a model is fitted on. */
export async function buyingBefore(database: Database, until: string, mostCustomers = MOST_FITTED): Promise<readonly PurchasePattern[]> {
  const rows = await database.rows(patterns, { until, most_customers: mostCustomers })
  return rows.map(({ repeats, recency, age, customers }) => ({ repeats: repeats!, recency: recency!, age: age!, customers: customers! }))
}

/** BG/NBD of what was known before a day. */
export async function fitBefore(database: Database, until: string): Promise<BgNbdFit | null> {
  return fitBgNbd(await buyingBefore(database, until))
}
