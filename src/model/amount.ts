import { identifier, query, type Database } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Binding } from './mapping'
import type { Candidate, Reading } from './reading'

/** The amounts agree with quantity × unit price in at least this share of rows, to within half a percent: they are the same thing. */
const AGREEMENT = 0.95

/** A name that says less is no match for a column called price. */
const TELLING = 0.6

/** What a row brought: the amount that stands there, or quantity × unit price, or the price alone. */
export async function amountBinding(database: Database, table: RawTable, { kind, roles }: Reading): Promise<Binding | null> {
  const price = roles.get('unit_price')
  const quantity = roles.get('quantity')
  const stated = roles.get('revenue')
  const amount = stated && price && stated.score < TELLING ? undefined : stated
  const name = (candidate: Candidate) => candidate.evidence.column.name
  if (!quantity || !price) {
    const given = amount ?? price
    return given ? { role: 'revenue', from: { column: name(given) }, confidence: amount ? amount.score : 0.7 } : null
  }
  const product = { product: [name(quantity), name(price)] }
  if (!amount) return { role: 'revenue', from: product, confidence: Math.min(quantity.score, price.score) }
  const share = await agreement(database, table, name(amount), product.product)
  if (share >= AGREEMENT) return { role: 'revenue', from: { column: name(amount) }, confidence: 1 }
  // What an order came to may hold freight and vouchers; what a line came to is its quantity times its price.
  if (kind === 'orders') return { role: 'revenue', from: { column: name(amount) }, confidence: amount.score }
  return { role: 'revenue', from: product, confidence: DISAGREEING }
}

const DISAGREEING = 0.5

async function agreement(database: Database, table: RawTable, amount: string, product: readonly string[]): Promise<number> {
  const value = identifier(amount)
  const made = product.map((column) => identifier(column)).join(' * ')
  const text = `
    select coalesce(avg((abs(${value} - ${made}) <= 0.01 + 0.005 * abs(${value}))::integer), 0)::double as share
    from (select * from ${identifier(table.name)} limit 100000)`
  const [row] = await database.rows(query('amounts that are quantity × price', text, { share: 'number' }))
  return row?.share ?? 0
}
