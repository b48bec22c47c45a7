import { query, type Session } from '../../engine/database'
import type { RawColumn } from '../../ingest/table'
import { columnsOf, expressionSql } from '../mapping/expression'
import type { OrderSource } from './order-plan'
import { isNumbering } from '../suggest/id-likeness'

/** Texts with more values than this name somebody or something, and divide nobody. */
const MOST_GROUPS = 50
/** What most customers say alike is theirs; the few others were written wrongly or moved. */
const ALIKE = 0.98
/** Of fewer customers with two rows nobody can tell what is theirs and what their order's. */
const LEAST_CUSTOMERS = 10
/** Beyond, looking through every column takes longer than its attribute is worth. */
export const MOST_ROWS = 3_000_000
const MOST_COLUMNS = 12

/** Columns of an order table, without a role, that hold the same for all rows of a customer: his segment, his tier. */
export async function constantColumns(session: Session, { source, from }: OrderSource): Promise<readonly RawColumn[]> {
  if (!source.has('customer_id') || source.raw.rowsKept > MOST_ROWS) return []
  const bound = new Set(source.roles.flatMap((role) => columnsOf(source.expression(role)!)))
  const possible = source.raw.columns
    .filter(({ name, type, distinct, header }) => {
      const divides = distinct >= 2 && distinct <= MOST_GROUPS
      return !bound.has(name) && (type === 'flag' || type === 'text') && divides && !isNumbering(header)
    })
    .slice(0, MOST_COLUMNS)
  if (possible.length === 0) return []
  const kinds = possible.map((column, index) => {
    const value = expressionSql({ column: column.name }, source.raw, 'text', source.tidy)
    return `count(distinct ${value}) as kinds${index}, count(${value}) as rows${index}`
  })
  const shares = possible.map(
    (_, index) =>
      `count(*) filter (kinds${index} = 1 and rows${index} > 1) as alike${index}, count(*) filter (rows${index} > 1) as asked${index}`,
  )
  const customer = source.sql('customer_id')
  const text = `
    select ${shares.join(', ')}
    from (select ${kinds.join(', ')} from ${from} where ${customer} is not null group by ${customer})`
  const columns = Object.fromEntries(
    possible.flatMap((_, index) => [
      [`alike${index}`, 'number' as const],
      [`asked${index}`, 'number' as const],
    ]),
  )
  const [row] = await session.rows(query('columns that belong to customers', text, columns))
  return possible.filter((_, index) => {
    const [alike, asked] = [row?.[`alike${index}`] ?? 0, row?.[`asked${index}`] ?? 0]
    return asked >= LEAST_CUSTOMERS && alike >= ALIKE * asked
  })
}

/** Whether a role that orders tell of their customer differs from order to order, so that only the latest is his. */
export async function varies(session: Session, { source, from }: OrderSource, role: string): Promise<boolean> {
  const customer = source.sql('customer_id')
  const text = `
    select count(*) filter (kinds > 1) > ${1 - ALIKE} * count(*) as varies
    from (select count(distinct ${source.sql(role)}) as kinds from ${from} where ${customer} is not null group by ${customer})`
  const [row] = await session.rows(query('what orders say of a customer', text, { varies: 'flag' }))
  return row?.varies === true
}
