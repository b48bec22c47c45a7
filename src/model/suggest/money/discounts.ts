import { identifier, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { says } from '../../words/amount-words'
import { expressionSql } from '../../mapping/expression'
import type { Product } from '../../mapping/mapping'
import type { Evidence } from '../evidence'

export interface Discounted {
  readonly from: Product
  /** Share of the rows that have a discount. */
  readonly touched: number
  /** False where it may be money as well as per cent. */
  readonly isPlain: boolean
}

const MANY = 25

/** A product less the discount that stands beside it: a share of 1, per cent, or money. Null where there is none to take off. */
export async function discountOf(
  database: Database,
  table: RawTable,
  product: Product,
  { column, shape }: Evidence,
): Promise<Discounted | null> {
  if (!shape.isNumber || product.product.includes(column.name)) return null
  const discount = `abs(${expressionSql({ column: column.name }, table, 'number')})`
  const made = `abs(${expressionSql(product, table, 'number')})`
  const text = `
    select
      count(*) as found,
      count(*) filter (${discount} > 0) as touched,
      max(${discount}) as most,
      count(*) filter (${discount} > 0 and ${discount} < 1) as shares,
      count(*) filter (${discount} > ${made} + 0.01) as above,
      count(*) filter (${discount} <> round(${discount})) as broken
    from ${identifier(table.name)}`
  const [row] = await database.rows(
    query('discounts', text, { found: 'number', touched: 'number', most: 'number', shares: 'number', above: 'number', broken: 'number' }),
  )
  const { found, touched, most, shares, above, broken } = row!
  if (!touched || most === null) return null
  const isNamedRate =
    says(column.header, 'rate') || (column.note ?? '').includes('%') || column.samples.some((value) => value.includes('%'))
  const isNamedMoney = says(column.header, 'money')
  const isShare = most <= 1 && shares! > 0
  const canBePercent = most <= 100
  const whole = broken! <= touched / 10 && column.distinct <= MANY
  const share = touched / found!
  const rate = (unit: 'share' | 'percent', isPlain: boolean): Discounted => ({
    from: { ...product, discounted: { column: column.name, unit } },
    touched: share,
    isPlain,
  })
  if (isShare && !isNamedMoney) return rate('share', true)
  if (canBePercent && isNamedRate) return rate(isShare ? 'share' : 'percent', true)
  // More than the whole price cannot be taken off; whole numbers of few kinds are per cent more often than money.
  const cannotBeMoney = above! > touched / 10
  if (canBePercent && !isNamedMoney && (cannotBeMoney || whole)) return rate('percent', cannotBeMoney)
  if (cannotBeMoney) return null
  return { from: { ...product, less: [column.name] }, touched: share, isPlain: isNamedMoney || !canBePercent || !whole }
}
