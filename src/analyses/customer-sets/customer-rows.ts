import { query, type Columns, type RowOf } from '../../engine/database'
import { CANONICAL } from '../../model/company/canonical'
import { withSession, type Environment } from '../contract/run'

type Kind = 'orders' | 'order_lines' | 'subscriptions' | 'tickets' | 'feedback' | 'events' | 'touches'

/** Tables with rows of a customer, and the column that says when. */
const TABLES: readonly (readonly [kind: Kind, when: string])[] = [
  ['orders', 'ordered_at'],
  ['order_lines', 'ordered_at'],
  ['subscriptions', 'started_on'],
  ['tickets', 'opened_at'],
  ['feedback', 'answered_at'],
  ['events', 'happened_at'],
  ['touches', 'happened_at'],
]

/** What one table says of a customer: the latest rows, and how many there are. */
export interface CustomerTable {
  readonly kind: Kind
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[]
  readonly total: number
}

const MOST_ROWS = 200
/** What the model concludes for itself, and the amount shows. */
const CONCLUDED = ['is_purchase', 'is_return', 'line_count', 'scale_low', 'scale_high']

/** Numbers by which tables are joined are nothing to read; what orders are called stands beside them. */
function columnsOf(kind: Kind): Columns {
  const { customer_key: _key, customer_id: _id, order_key: _order, product_key: _product, ...columns } = CANONICAL[kind] as Columns
  return kind === 'orders' || kind === 'order_lines' ? { order_id: 'text', ...columns } : columns
}

/** The rows of one customer, table by table, whatever the filter. */
export async function customerRows(environment: Environment, customer: string): Promise<readonly CustomerTable[]> {
  const { tables } = environment.company
  return withSession(environment, {}, undefined, async (session) => {
    const found: CustomerTable[] = []
    for (const [kind, when] of TABLES.filter(([kind]) => (tables[kind] ?? 0) > 0)) {
      const columns = columnsOf(kind)
      const text = `
        select ${Object.keys(columns).join(', ')}, count(*) over () as total
        from company.${kind}${'order_id' in columns ? ' left join company.order_ids using (order_key)' : ''}
        where customer_id = getvariable('customer')
        order by ${when} desc nulls last
        limit ${MOST_ROWS}`
      const read: Columns = { ...columns, total: 'number' }
      const rows: readonly RowOf<Columns>[] = await session.rows(query(`${kind} of a customer`, text, read), { customer })
      const filled = Object.keys(columns).filter((column) => !CONCLUDED.includes(column) && rows.some((row) => row[column] !== null))
      if (rows.length > 0)
        found.push({ kind, columns: filled, rows: rows.map(({ total: _, ...row }) => row), total: Number(rows[0]!.total) })
    }
    return found
  })
}
