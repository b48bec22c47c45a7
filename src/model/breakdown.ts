import { literal, query, type Session } from '../engine/database'
import type { Attribute } from './company'

/** Remembers in the engine which column an attribute's id stands for, so that a breakdown needs the engine alone. */
export async function keepAttributes(session: Session, attributes: readonly Attribute[]): Promise<void> {
  await session.execute('create table company.attributes (id varchar, column_name varchar, type varchar)')
  if (attributes.length === 0) return
  const rows = attributes.map(({ id, column, type }) => `(${[id, column, type].map((text) => literal(text)).join(', ')})`)
  await session.execute(`insert into company.attributes values ${rows.join(', ')}`)
}

const SEGMENT = 'segment:'

/** Creates the temporary view breakdown(customer_id, value) of a connection: an attribute's id, 'segment:<id>', or '' for all customers together. */
export async function makeBreakdown(session: Session, by: unknown): Promise<void> {
  await session.execute(`create or replace temporary view breakdown as ${await breakdownSql(session, typeof by === 'string' ? by : '')}`)
}

async function breakdownSql(session: Session, by: string): Promise<string> {
  if (by === '') return `select customer_id, 'All customers' as value from main.customers`
  if (by.startsWith(SEGMENT)) {
    const members = `select customer_id from company.segment_members where segment_id = ${literal(by.slice(SEGMENT.length))}`
    return `select customer_id, if(customer_id in (${members}), 'In the segment', 'Not in the segment') as value from main.customers`
  }
  const text = `select column_name, type from company.attributes where id = ${literal(by)}`
  const [attribute] = await session.rows(query('attribute', text, { column_name: 'text', type: 'text' }))
  if (!attribute) throw new Error(`customers have no attribute called ${by}`)
  const column = attribute.column_name!
  const value = attribute.type === 'flag' ? `case when ${column} then 'Yes' when not ${column} then 'No' end` : `${column}::varchar`
  return `select customer_id, coalesce(${value}, 'Not known') as value from main.customers`
}
