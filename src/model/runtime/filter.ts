import { literal, query, type Engine, type Session, type Variables } from '../../engine/database'
import { makeBreakdown } from './breakdown'
import { CANONICAL, type CanonicalTable } from '../company/canonical'
import type { Filter } from './clause'
import type { Company } from '../company/company'
import { clauseSql, FROM_CUSTOMERS } from './filter-fields'

/** Canonical tables that analyses see as views in the main schema. */
const VIEWS = (Object.keys(CANONICAL) as CanonicalTable[]).filter((table) => table !== 'breakdown')

/** Rows that belong to no customer stay in view whatever the filter. */
const UNFILTERED = ['order_ids', 'orders_without_customer', 'spend', 'products', 'loads', 'spans']

/** Customers who are left after each clause of a filter, and what those left at last brought. */
export interface Left {
  /** One count per clause; of everyone before the first. */
  readonly counts: readonly number[]
  readonly customers: number
  readonly revenue: number | null
}

/** Tables that some pages read whole, because scores under a filter are those of all customers: main.everyones_<table>. */
const OF_EVERYONE = ['customer_facts', 'customer_states', 'order_days', 'orders'] as const satisfies readonly CanonicalTable[]

/** Makes every view show everything. */
export async function showAll(session: Session): Promise<void> {
  for (const table of OF_EVERYONE) await session.execute(`create or replace view main.everyones_${table} as select * from company.${table}`)
  for (const table of VIEWS) await session.execute(`create or replace view main.${table} as select * from company.${table}`)
}

/** Filters every view to who meets the clauses. */
export async function filterBy(engine: Engine, company: Company, filter: Filter): Promise<Left> {
  const session = await engine.open()
  try {
    // All views or none: pages must never read orders of one filter and customers of another.
    await session.execute('begin transaction')
    await session.execute('drop table if exists company.in_view')
    if (filter.length > 0)
      await session.execute(
        `create table company.in_view as select customer.customer_key, customer.customer_id ${FROM_CUSTOMERS} where ${allOf(filter, company)}`,
      )
    if (filter.length === 0) await showAll(session)
    else for (const table of VIEWS) await session.execute(filteredSql(table))
    await session.execute('commit')
    return await leftBy(session, company, filter)
  } finally {
    await session.close()
  }
}

/** Whether a filter is in force: then company.in_view holds the numbers and ids of who meets it. */
export async function isFiltered(session: Session): Promise<boolean> {
  const text = `select count(*) > 0 as is_filtered from duckdb_tables() where schema_name = 'company' and table_name = 'in_view'`
  return (await session.rows(query('is a filter in force', text, { is_filtered: 'flag' })))[0]?.is_filtered === true
}

/** What a filter would leave, without putting it in force. */
export async function countLeft(engine: Engine, company: Company, filter: Filter): Promise<Left> {
  const session = await engine.open()
  try {
    return await leftBy(session, company, filter)
  } finally {
    await session.close()
  }
}

/** All clauses as one condition. */
export function allOf(filter: Filter, company: Company): string {
  return filter.length === 0 ? 'true' : filter.map((clause) => clauseSql(clause, company)).join(' and ')
}

async function leftBy(session: Session, company: Company, filter: Filter): Promise<Left> {
  const steps = filter.map((_, index) => `count(*) filter (where ${allOf(filter.slice(0, index + 1), company)}) as left_${index}`)
  const text = `
    select ${[...steps, 'count(*) as everyone', `sum(facts.revenue) filter (where ${allOf(filter, company)}) as revenue`].join(', ')}
    ${FROM_CUSTOMERS}`
  const names = filter.map((_, index) => [`left_${index}`, 'number'] as const)
  const columns = { ...Object.fromEntries(names), everyone: 'number', revenue: 'number' } as const
  const [row] = await session.rows(query('customers left', text, columns))
  const counts = filter.map((_, index) => (row as unknown as Record<string, number>)[`left_${index}`]!)
  return { counts, customers: counts.at(-1) ?? row!.everyone!, revenue: row!.revenue }
}

function filteredSql(table: CanonicalTable): string {
  const key = 'customer_key' in CANONICAL[table] ? 'customer_key' : 'customer_id'
  const where = UNFILTERED.includes(table) ? '' : ` where ${key} in (select ${key} from company.in_view)`
  return `create or replace view main.${table} as select * from company.${table}${where}`
}

/**
 * Keeps the customers that a select of customer_id returns, with the given variables (settings, values of the set, as_of …)
 * and the breakdown under `by`, in place of those kept under the same id. Returns how many there are. `reading` lets its connection
 * read more than the canonical tables.
 */
export async function keepMembers(
  engine: Engine,
  segmentId: string,
  sql: string,
  variables: Variables,
  reading = (session: Session): Session => session,
): Promise<number> {
  const session = reading(await engine.open(variables))
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
