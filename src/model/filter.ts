import { literal, query, type Engine, type Session, type Variables } from '../engine/database'
import { makeBreakdown } from './breakdown'
import { CANONICAL } from './canonical'

/** Canonical tables that analyses see as views in the main schema. */
const VIEWS = Object.keys(CANONICAL).filter((table) => table !== 'breakdown')

/** Rows that belong to no customer stay in view whatever the filter. */
const UNFILTERED = ['orders_without_customer', 'spend', 'products', 'loads', 'spans']

/** Makes every view show everything. */
export async function showAll(session: Session): Promise<void> {
  for (const table of VIEWS) await session.execute(`create or replace view main.${table} as select * from company.${table}`)
}

/** Filters every view to a kept segment, or to nobody in particular for null. Returns the customers that remain. */
export async function filterBy(engine: Engine, segmentId: string | null): Promise<number> {
  const session = await engine.open()
  try {
    // All views or none: pages must never read orders of one filter and customers of another.
    await session.execute('begin transaction')
    if (segmentId === null) await showAll(session)
    else for (const table of VIEWS) await session.execute(filteredSql(table, segmentId))
    await session.execute('commit')
    const [row] = await session.rows(query('customers in view', 'select count(*) as customers from customers', { customers: 'number' }))
    return row!.customers!
  } finally {
    await session.close()
  }
}

function filteredSql(table: string, segmentId: string): string {
  const members = `select customer_id from company.segment_members where segment_id = ${literal(segmentId)}`
  const where = UNFILTERED.includes(table) ? '' : ` where customer_id in (${members})`
  return `create or replace view main.${table} as select * from company.${table}${where}`
}

/**
 * Keeps the customers that a select of customer_id returns, with the given variables (settings, values of the set, as_of …)
 * and the breakdown under `by`, in place of those kept under the same id. Returns how many there are.
 */
export async function keepMembers(engine: Engine, segmentId: string, sql: string, variables: Variables): Promise<number> {
  const session = await engine.open(variables)
  try {
    await makeBreakdown(session, variables.by)
    await session.execute(`create temporary table members as select distinct customer_id from (${sql}) where customer_id is not null`)
    await dropMembers(session, segmentId)
    await session.execute(`insert into company.segment_members select ${literal(segmentId)}, customer_id from members`)
    const [row] = await session.rows(query('customers kept', 'select count(*) as customers from members', { customers: 'number' }))
    return row!.customers!
  } finally {
    await session.close()
  }
}

export async function dropMembers(session: Session, segmentId: string): Promise<void> {
  await session.execute(`delete from company.segment_members where segment_id = ${literal(segmentId)}`)
}
