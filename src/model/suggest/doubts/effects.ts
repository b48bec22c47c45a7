import { query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { money, plural } from '../../../shared/format'
import { isUsed, orderReasons } from '../../mapping/left-out'
import type { Effect, Mapping, TableMapping } from '../../mapping/mapping'
import { openSources, tableSql } from '../../mapping/mapped-table'

export interface OrderEffect extends Effect {
  /** "10 orders, 3 returns, €695.00" */
  readonly words: string
}

/** What an order table comes to under a mapping: the rows that count, and their money. */
export async function orderEffect(
  database: Database,
  table: RawTable,
  mapping: TableMapping,
  { returns, currency }: Pick<Mapping, 'returns' | 'currency'>,
): Promise<OrderEffect> {
  const [source] = await openSources(database, { tables: [mapping] }, [table])
  if (!source?.has('revenue')) return { rows: 0, money: null, words: 'no amount' }
  const amount = source.sql('revenue')
  const order = source.has('order_id') ? `coalesce(${source.sql('order_id')}, line::varchar)` : 'line::varchar'
  const text = `
    select
      count(*) as found,
      count(distinct ${order}) filter (${amount} >= 0) as orders,
      count(distinct ${order}) filter (${amount} < 0) as returns,
      sum(${amount}) as money
    from ${tableSql(source)} where ${isUsed(orderReasons(source, { returns, currency }))}`
  const [row] = await database.rows(
    query('orders under this reading', text, { found: 'number', orders: 'number', returns: 'number', money: 'number' }),
  )
  const sum = row?.money ?? 0
  const back = row!.returns! > 0 ? [plural(row!.returns!, 'return')] : []
  return { rows: row!.found!, money: sum, words: [plural(row!.orders!, 'order'), ...back, money(sum, currency)].join(', ') }
}
