import { identifier, query, type Database } from '../../engine/database'
import type { RawColumn, RawTable } from '../../ingest/table'
import { columnsOf, expressionSql } from '../mapping/expression'
import type { Binding, Expression, Role } from '../mapping/mapping'
import type { Candidate, KindGuess } from './kind-guess'

/** Texts with more values than this are no status. */
const MOST_STATES = 30

/** A yes-or-no role from a column of flags, or of texts that say yes or no. Null where it says anything else. */
export async function flagBinding(
  database: Database,
  table: RawTable,
  role: Role,
  { evidence, score }: Candidate,
): Promise<Binding | null> {
  const { column } = evidence
  const isFlag = column.type !== 'text' || isYesOrNo(await statesOf(database, table, column))
  return isFlag ? { role, from: { column: column.name }, confidence: score } : null
}

async function statesOf(database: Database, table: RawTable, column: RawColumn): Promise<readonly string[]> {
  if (column.distinct > MOST_STATES) return []
  const name = identifier(column.name)
  const text = `select distinct ${name}::varchar as state from ${identifier(table.name)} where ${name} is not null order by state`
  return (await database.rows(query('states', text, { state: 'text' }))).map(({ state }) => state!)
}

const YES_OR_NO = new Set('yes no y n true false t f 1 0 da nu ja nein j oui non o si sí s'.split(' '))

function isYesOrNo(states: readonly string[]): boolean {
  return states.length > 0 && states.every((state) => YES_OR_NO.has(state.trim().toLowerCase()))
}

/** A prefix of order numbers counts as "credit note" when nearly all orders that have it take money back. */
const CREDITED = 0.95

/** A million rows show the habit of a table. */
const ENOUGH_ROWS = 1_000_000

/** Credit notes by their number: InvoiceNo 'C536379' among '536365'. Null when numbers do not tell. */
export async function creditNotes(database: Database, table: RawTable, { roles }: KindGuess): Promise<Binding | null> {
  const number = roles.get('order_id')?.evidence.column
  const sign = (roles.get('quantity') ?? roles.get('revenue'))?.evidence.column
  if (!number || number.type !== 'text' || !sign || !(Number(sign.least) < 0)) return null
  const text = `
    select
      regexp_extract(${identifier(number.name)}, '^[A-Za-z]+') as prefix,
      count(*) as found,
      count(*) filter (where ${identifier(sign.name)} < 0) as negative
    from (select * from ${identifier(table.name)} limit ${ENOUGH_ROWS})
    group by prefix
    order by found desc
    limit 50`
  const rows = await database.rows(query('order numbers by prefix', text, { prefix: 'text', found: 'number', negative: 'number' }))
  const credit = rows.find(({ prefix, found, negative }) => prefix && found! > 1 && negative! >= CREDITED * found!)
  return credit && rows.length > 1
    ? { role: 'is_cancelled', from: { column: number.name, startsWith: credit.prefix! }, confidence: 0.95 }
    : null
}

/** Returns by their quantity: it is below 0 where the amount, which somebody wrote without a sign, is not. Null where amounts have signs. */
export async function negativeQuantity(
  database: Database,
  table: RawTable,
  { roles }: KindGuess,
  amount: Expression,
): Promise<Binding | null> {
  const quantity = roles.get('quantity')?.evidence.column
  if (!quantity || !(Number(quantity.least) < 0) || columnsOf(amount).includes(quantity.name)) return null
  const money = expressionSql(amount, table, 'number')
  const text = `
    select count(*) filter (${money} > 0) as positive, count(*) filter (${money} < 0) as negative
    from ${identifier(table.name)} where ${identifier(quantity.name)} < 0`
  const [row] = await database.rows(query('amounts of negative quantities', text, { positive: 'number', negative: 'number' }))
  if (!row || row.positive! <= row.negative!) return null
  return { role: 'is_return', from: { column: quantity.name, isNegative: true }, confidence: 0.9 }
}
