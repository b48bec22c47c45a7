import { identifier, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { says } from '../../words/amount-words'
import { discountOf } from './discounts'
import { freeOfCharge } from './free-of-charge'
import { expressionSql } from '../../mapping/expression'
import { ledgerAmount } from './ledger'
import type { Binding, Expression, Product } from '../../mapping/mapping'
import type { Candidate, KindGuess } from '../kind-guess'
import type { Evidence } from '../evidence'
import { isRepeatedTotal } from './repeated-total'

/** The amounts agree with quantity × unit price in at least this share of rows, to within half a percent: they are the same thing. */
export const AGREEMENT = 0.95

/** A name that says less is no match for a column called price. */
const TELLING = 0.6

const DISAGREEING = 0.5
const ASKED = 0.5

/** What a row brought: the amount that stands there, or quantity × unit price, or the price alone; less what was taken off. */
export async function amountBinding(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  reading: KindGuess,
): Promise<Binding | null> {
  const ledger = await ledgerAmount(database, table, columns, reading)
  const made = ledger ?? (await madeOf(database, table, columns, reading))
  if (!made) return null
  const counted = await onceAnOrder(database, table, reading, made)
  const from = freeOfCharge(table, await withoutRefunds(database, table, columns, counted.from))
  return { role: 'revenue', ...counted, from }
}

interface Made {
  readonly from: Expression
  readonly confidence: number
}

async function madeOf(database: Database, table: RawTable, columns: readonly Evidence[], { kind, roles }: KindGuess): Promise<Made | null> {
  const price = roles.get('unit_price')
  const quantity = roles.get('quantity')
  const stated = roles.get('revenue')
  const amount = stated && price && stated.score < TELLING ? undefined : stated
  const name = (candidate: Candidate) => candidate.evidence.column.name
  const discount =
    roles.get('discount')?.evidence ?? columns.find(({ column }) => says(column.header, 'discount') && !says(column.header, 'count'))
  if (!price) return amount ? { from: { column: name(amount) }, confidence: amount.score } : null
  if (!quantity && amount) return { from: { column: name(amount) }, confidence: amount.score }
  const product: Product = { product: [...(quantity ? [name(quantity)] : []), name(price)] }
  const net = discount ? await discountOf(database, table, product, discount) : null
  if (!amount) {
    const from = net?.from ?? (quantity ? product : { column: name(price) })
    const confidence = quantity ? Math.min(quantity.score, price.score) : 0.7
    return { from, confidence: net && !net.isPlain ? ASKED : confidence }
  }
  const column = { column: name(amount) }
  if (net && (await agreement(database, table, column, net.from)) >= AGREEMENT) return { from: column, confidence: 1 }
  if ((await agreement(database, table, column, product)) >= AGREEMENT) {
    // The amount is what it was before the discount that stands beside it.
    const off = net && discount ? await discountOf(database, table, { product: [name(amount)] }, discount) : null
    return off && net!.touched > 1 - AGREEMENT ? { from: off.from, confidence: ASKED } : { from: column, confidence: 1 }
  }
  // What an order came to may hold freight and vouchers; what a line came to is its quantity times its price.
  if (kind === 'orders') return { from: column, confidence: amount.score }
  return { from: net?.from ?? product, confidence: DISAGREEING }
}

async function agreement(database: Database, table: RawTable, stated: Expression, made: Expression): Promise<number> {
  const [value, other] = [stated, made].map((one) => expressionSql(one, table, 'number'))
  const text = `
    select coalesce(avg((abs(${value} - (${other})) <= 0.01 + 0.005 * abs(${value}))::integer), 0)::double as share
    from (select * from ${identifier(table.name)} limit 100000)`
  const [row] = await database.rows(query('amounts that are quantity × price', text, { share: 'number' }))
  return row?.share ?? 0
}

/** What an order came to, repeated on each of its lines, counts once. */
async function onceAnOrder(database: Database, table: RawTable, reading: KindGuess, made: Made): Promise<Made> {
  const order = reading.roles.get('order_id')?.evidence.column
  if (!order || !('column' in made.from) || Object.keys(made.from).length > 1) return made
  const { column } = made.from
  const repeated = await isRepeatedTotal(database, table, order, column, reading)
  if (!repeated) return made
  return { from: { product: [column], oncePer: order.name }, confidence: repeated === 'plain' ? Math.max(made.confidence, 0.9) : ASKED }
}

/** Paid less refunded, where the refunds stand in a column of their own and are never more than what was paid. */
async function withoutRefunds(database: Database, table: RawTable, columns: readonly Evidence[], from: Expression): Promise<Expression> {
  if (!('product' in from) && Object.keys(from).length > 1) return from
  const used = 'product' in from ? [...from.product, ...(from.less ?? [])] : [from.column]
  const refunded = columns.find(
    ({ column, shape }) =>
      shape.isNumber &&
      !used.includes(column.name) &&
      says(column.header, 'refunded') &&
      !says(column.header, 'count') &&
      !says(column.header, 'rate'),
  )?.column
  if (!refunded || !(await areRefunds(database, table, columns, from, refunded.name))) return from
  const product: Product = 'product' in from ? from : { product: [from.column] }
  return { ...product, less: [...(product.less ?? []), refunded.name] }
}

async function areRefunds(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  from: Expression,
  refunded: string,
): Promise<boolean> {
  const amount = expressionSql(from, table, 'number')
  const back = `abs(${expressionSql({ column: refunded }, table, 'number')})`
  // An amount that another column exceeds by just the refunds has lost them already.
  const gross = columns.filter(({ column, shape }) => shape.isNumber && column.name !== refunded)
  const nets = gross.map(
    ({ column }, at) => `count(*) filter (abs(${identifier(column.name)} - ${back} - (${amount})) <= 0.01) as net${at}`,
  )
  const text = `
    select count(*) as found, count(*) filter (${back} > 0.01 + abs(${amount})) as more${nets.map((net) => `, ${net}`).join('')}
    from ${identifier(table.name)} where ${back} > 0`
  const promised = Object.fromEntries(['found', 'more', ...gross.map((_, at) => `net${at}`)].map((name) => [name, 'number' as const]))
  const [row] = await database.rows(query('refunds beside amounts', text, promised))
  const number = (name: string) => Number(row?.[name] ?? 0)
  const isNet = gross.some((_, at) => number(`net${at}`) >= AGREEMENT * number('found'))
  // An order that is paid line by line has its refunds on one of them.
  return number('found') > 0 && !isNet && number('more') <= number('found') / 2
}
