import { identifier, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { says } from '../../words/amount-words'
import { expressionSql } from '../../mapping/expression'
import type { Binding } from '../../mapping/mapping'
import type { KindGuess } from '../kind-guess'
import type { Evidence } from '../evidence'

/** Of the orders that stand several times, so many must differ in when they were changed. */
const MOST = 0.9

/**
 * Orders written anew whenever they change: the same number, and a later "updated at". Null for lines, which differ in their product,
 * and where no number repeats.
 */
export async function versionBinding(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  { roles }: KindGuess,
): Promise<Binding | null> {
  const order = roles.get('order_id')?.evidence.column
  const customer = roles.get('customer_id')?.evidence.column
  if (!order || order.distinct >= order.filled || roles.has('product')) return null
  const changed = columns.find(
    ({ column, shape }) => column !== order && says(column.header, 'changed') && (shape.isDate || column.type === 'integer'),
  )?.column
  if (!changed || changed.name === roles.get('ordered_at')?.evidence.column.name) return null
  const id = expressionSql({ column: order.name }, table, 'text')
  const text = `
    select count(*) as several, count(*) filter (versions = found and customers <= 1) as versioned
    from (
      select count(*) as found, count(distinct ${identifier(changed.name)}) as versions,
        ${customer ? `count(distinct ${identifier(customer.name)})` : '1'} as customers
      from ${identifier(table.name)} where ${id} is not null group by ${id}
    )
    where found > 1`
  const [row] = await database.rows(query('versions of orders', text, { several: 'number', versioned: 'number' }))
  if (!row?.several || row.versioned! < row.several * MOST) return null
  return { role: 'version_at', from: { column: changed.name }, confidence: 0.95 }
}
