import { identifier, query, type Database } from '../engine/database'
import type { RawColumn, RawTable } from '../ingest/table'
import type { Binding, Role } from './mapping'
import type { Candidate, Reading } from './reading'
import { valuesMeaning } from './vocabulary'

/** Texts with more values than this are no status. */
const MOST_STATES = 30

/** A yes-or-no role from a column that may hold states instead: true for the states that mean it. Null when none does. */
export async function flagBinding(
  database: Database,
  table: RawTable,
  role: Role,
  { evidence, score }: Candidate,
  means: 'gone' | 'cancelled',
): Promise<Binding | null> {
  const { column } = evidence
  if (column.type !== 'text') return { role, from: { column: column.name }, confidence: score }
  const states = await statesOf(database, table, column)
  const meant = valuesMeaning(states, means)
  if (meant.length > 0 && meant.length < states.length) return { role, from: { column: column.name, isOneOf: meant }, confidence: score }
  return isYesOrNo(states) ? { role, from: { column: column.name }, confidence: score } : null
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
export async function creditNotes(database: Database, table: RawTable, { roles }: Reading): Promise<Binding | null> {
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
