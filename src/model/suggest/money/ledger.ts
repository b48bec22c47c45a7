import { identifier, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { says } from '../../words/amount-words'
import { expressionSql } from '../../mapping/expression'
import type { Expression } from '../../mapping/mapping'
import type { KindGuess } from '../kind-guess'
import type { Evidence } from '../evidence'

/** Rows that have an amount on both sides are no ledger's. */
const MOST_ON_BOTH = 0.02

/**
 * Two columns of money, debit and credit, of which each row has one: what a customer owes less what is taken off it. Where credits
 * are more than debits it may be the book of a bank, which calls what comes in credit: that is asked.
 */
export async function ledgerAmount(
  database: Database,
  table: RawTable,
  columns: readonly Evidence[],
  { roles }: KindGuess,
): Promise<{ readonly from: Expression; readonly confidence: number } | null> {
  const named = (side: 'debit' | 'credit') => columns.find(({ column, shape }) => shape.isNumber && says(column.header, side))?.column.name
  const [debit, credit] = [named('debit'), named('credit')]
  if (!debit || !credit || (roles.has('unit_price') && roles.has('quantity'))) return null
  const [owed, off] = [debit, credit].map((column) => `coalesce(${expressionSql({ column }, table, 'number')}, 0)`)
  const text = `
    select count(*) as found, count(*) filter (${owed} <> 0 and ${off} <> 0) as both, sum(${owed}) as debit, sum(${off}) as credit
    from ${identifier(table.name)}`
  const [row] = await database.rows(
    query('debits and credits', text, { found: 'number', both: 'number', debit: 'number', credit: 'number' }),
  )
  if (!row || row.both! > row.found! * MOST_ON_BOTH) return null
  const isTurned = row.credit! > row.debit!
  const [plus, minus] = isTurned ? [credit, debit] : [debit, credit]
  return { from: { product: [plus], less: [minus] }, confidence: isTurned ? 0.5 : 0.95 }
}
