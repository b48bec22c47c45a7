import type { Session } from '../../engine/database'

/**
 * Creates the schema `snapshots` where there is none: states of earlier loads, which outlive the company that is built anew.
 * It is filled by what keeps the history, and is empty where nothing does.
 */
export async function openStates(session: Session): Promise<void> {
  await session.execute('create schema if not exists snapshots')
  await session.execute(`
    create table if not exists snapshots.loads (
      load_id varchar, taken_at timestamp, as_of date, label varchar,
      customers double, active_customers double, orders double, revenue double, is_kept boolean, is_current boolean
    )`)
  await session.execute(`
    create table if not exists snapshots.customer_states (
      load_id varchar, customer_id varchar, first_at timestamp, last_at timestamp, orders double, revenue double, segment varchar
    )`)
}

/** Lets the company see them, under the filter like everything else. */
export async function showStates(session: Session): Promise<void> {
  await openStates(session)
  for (const table of ['loads', 'customer_states'])
    await session.execute(`create view company.${table} as select * from snapshots.${table}`)
}
