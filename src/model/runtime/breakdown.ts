import { literal, query, type Session } from '../../engine/database'
import { count, decimal } from '../../shared/format'
import type { Attribute } from '../company/company'

/** Remembers in the engine what an attribute's id stands for, so that a breakdown needs the engine alone. */
export async function keepAttributes(session: Session, attributes: readonly Attribute[]): Promise<void> {
  await session.execute('create table company.attributes (id varchar, column_name varchar, type varchar, distinct_count double)')
  if (attributes.length === 0) return
  const rows = attributes.map(
    ({ id, column, type, distinct }) => `(${[id, column, type, distinct].map((value) => literal(value)).join(', ')})`,
  )
  await session.execute(`insert into company.attributes values ${rows.join(', ')}`)
}

const SEGMENT = 'segment:'
const NOT_KNOWN = 'Not known'
const ALL_OTHERS = 'All others'

/** False for customers of whom the value is not known, and for the small groups taken together: neither is a group that could differ. */
export function isGroup(value: string): boolean {
  return value !== NOT_KNOWN && value !== ALL_OTHERS
}

/** Creates the temporary view breakdown(customer_key, customer_id, value) of a connection: an attribute's id, 'segment:<id>', or '' for all customers together. */
export async function makeBreakdown(session: Session, by: unknown): Promise<void> {
  const value = await valueSql(session, typeof by === 'string' ? by : '')
  await session.execute(
    `create or replace temporary view breakdown as select customer_key, customer_id, ${value} as value from main.customers`,
  )
}

async function valueSql(session: Session, by: string): Promise<string> {
  if (by === '') return `'All customers'`
  if (by.startsWith(SEGMENT)) {
    const members = `select customer_id from company.segment_members where segment_id = ${literal(by.slice(SEGMENT.length))}`
    return `if(customer_id in (${members}), 'In the segment', 'Not in the segment')`
  }
  const text = `select column_name, type, distinct_count from company.attributes where id = ${literal(by)}`
  const [attribute] = await session.rows(query('attribute', text, { column_name: 'text', type: 'text', distinct_count: 'number' }))
  if (!attribute) throw new Error(`customers have no attribute called ${by}`)
  const many = attribute.distinct_count! > MOST_VALUES[attribute.type as Attribute['type']]
  return `coalesce(${await groupSql(session, attribute.column_name!, attribute.type as Attribute['type'], many)}, ${literal(NOT_KNOWN)})`
}

/** Beyond as many values an attribute is grouped: more lines than that nobody reads. */
const MOST_VALUES: Record<Attribute['type'], number> = { text: 50, number: 12, date: 12, flag: 2 }

async function groupSql(session: Session, column: string, type: Attribute['type'], many: boolean): Promise<string> {
  if (type === 'flag') return `case when ${column} then 'Yes' when not ${column} then 'No' end`
  if (!many && type === 'number') return numberSql(column)
  if (!many) return `${column}::varchar`
  if (type === 'date') return `strftime(${column}, '%Y')`
  return type === 'number' ? fifthsSql(session, column) : largestSql(column)
}

function numberSql(column: string): string {
  return `if(${column} = floor(${column}), ${column}::bigint::varchar, ${column}::varchar)`
}

/** The largest groups by name, the others together. */
function largestSql(column: string): string {
  const largest = `
    select ${column} from company.customers where ${column} is not null
    group by ${column} order by count(*) desc, ${column} limit ${MOST_VALUES.text - 1}`
  return `case when ${column} in (${largest}) then ${column} when ${column} is not null then ${literal(ALL_OTHERS)} end`
}

/** Fifths of all customers, so that a filter does not move them; fewer where values repeat. */
async function fifthsSql(session: Session, column: string): Promise<string> {
  const text = `select distinct unnest(quantile_disc(${column}, [0.2, 0.4, 0.6, 0.8]))::double as cut from company.customers order by cut`
  const cuts = (await session.rows(query('fifths', text, { cut: 'number' }))).map(({ cut }) => cut!).filter((cut) => Number.isFinite(cut))
  if (cuts.length === 0) return numberSql(column)
  const shown = (cut: number) => (Number.isInteger(cut) ? count(cut) : decimal(cut, 2))
  const groups = cuts.map((cut, place) => {
    const name = place === 0 ? `up to ${shown(cut)}` : `over ${shown(cuts[place - 1]!)} to ${shown(cut)}`
    return `when ${column} <= ${literal(cut)} then ${literal(name)}`
  })
  return `case ${groups.join(' ')} when ${column} is not null then ${literal(`over ${shown(cuts.at(-1)!)}`)} end`
}
