import { identifier, literal, query, type Session } from '../engine/database'
import type { RawTable } from '../ingest/table'
import type { Binding, Mapping } from '../model/mapping/mapping'
import { MADE } from '../steps/apply'
import type { PersonalColumn } from './personal'

/** What is known of the people whom the rows of one table are about, for a select whose table goes by `own`. */
export interface KnownNames {
  /** Text columns in which a row's own customer is named. */
  readonly columns: readonly string[]
  /** SQL: the words of the customer's name, in lower case. */
  readonly words: string
  /** SQL behind the table, where names stand in another one. */
  readonly join: string
}

/** Words of a name that are searched for: with fewer letters they begin too many other words. */
const WORDS = '\\p{L}{3,}'
const NAMES = 't0_names'
/** Roles of columns in which anything may be written: a product or a place is what it is, whoever bears its name. */
const FREE = ['text', 'comment', 'subject', 'company']

/** By table: where free text names the very customer a row is about, by the names in its own row or in another table of the same id. */
export async function knownNames(
  session: Session,
  tables: readonly RawTable[],
  personal: ReadonlyMap<string, readonly PersonalColumn[]>,
  mapping: Mapping | null,
): Promise<ReadonlyMap<string, KnownNames>> {
  const known = new Map<string, KnownNames>()
  const namesOf = (table: RawTable) => personal.get(table.name)!.filter(({ kind }) => kind === 'name' || kind === 'id')
  const bound = (table: RawTable) => mapping?.tables.find((one) => one.table === table.name)?.bindings ?? []
  const ids = idColumns(tables, bound)
  const named = tables.filter((table) => namesOf(table).length > 0)
  if (named.length === 0) return known
  const parts = named.flatMap((table) => {
    const id = ids.get(table.name)
    const words = wordsSql(namesOf(table), 'own')
    return id ? [`select ${idSql(id)} as person_id, unnest(${words}) as word from ${identifier(table.name)} as own`] : []
  })
  if (parts.length > 0) {
    await session.execute(`create table ${NAMES} as
      select person_id, list(distinct word) as words from (${parts.join(' union all ')}) where person_id is not null group by person_id`)
    await session.execute(`comment on table ${NAMES} is ${literal(MADE)}`)
  }
  for (const table of tables) {
    const own = namesOf(table)
    const id = parts.length > 0 ? ids.get(table.name) : undefined
    if (own.length === 0 && !id) continue
    const join = id ? ` left join ${NAMES} as people on people.person_id = ${idSql(id)}` : ''
    const words = id ? 'people.words' : wordsSql(own, 'own')
    const told = bound(table).flatMap(({ role, from }) => ('column' in from && !FREE.includes(role) ? [from.column] : []))
    const taken = personal.get(table.name)!.flatMap(({ column, kind, isId }) => (kind === 'in text' && !isId ? [] : [column]))
    const columns = await columnsNaming(session, table, [...told, ...taken], words, join)
    if (columns.length > 0) known.set(table.name, { columns, words, join })
  }
  return known
}

function wordsSql(columns: readonly PersonalColumn[], table: string): string {
  const names = columns.map(({ column }) => `${table}.${identifier(column)}`)
  return `regexp_extract_all(lower(concat_ws(' ', ${names.join(', ')})), ${literal(WORDS)})`
}

function idSql(column: string): string {
  return `lower(trim(own.${identifier(column)}::varchar))`
}

/** The column of each table that says which customer a row is about: told by the mapping, else by its header. */
function idColumns(tables: readonly RawTable[], bound: (table: RawTable) => readonly Binding[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const table of tables) {
    const id =
      table.columns.find(({ name }) =>
        bound(table).some(({ role, from }) => role === 'customer_id' && 'column' in from && from.column === name),
      ) ??
      table.columns.find(({ header }) => /^(customer|client|kunden?|user|member)[ _-]?(id|no|nr|number|key|code)\.?$/i.test(header.trim()))
    if (id) ids.set(table.name, id.name)
  }
  return ids
}

async function columnsNaming(
  session: Session,
  table: RawTable,
  others: readonly string[],
  words: string,
  join: string,
): Promise<readonly string[]> {
  const free = table.columns.filter(({ name, type, filled }) => type === 'text' && filled > 0 && !others.includes(name))
  if (free.length === 0) return []
  const tests = free.map(({ name }) => {
    const text = `own.${identifier(name)}`
    return `coalesce(bool_or(contains(${text}, ' ') and len(list_filter(${words}, lambda word: contains(lower(${text}), word))) > 0), false) as ${identifier(name)}`
  })
  const [row] = await session.rows(
    query(
      'columns that name people',
      `select ${tests.join(', ')} from ${identifier(table.name)} as own${join}`,
      Object.fromEntries(free.map(({ name }) => [name, 'flag'])),
    ),
  )
  return free.map(({ name }) => name).filter((name) => row![name] === true)
}
