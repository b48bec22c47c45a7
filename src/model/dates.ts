import { query, type Session } from '../engine/database'
import type { Role, TableKind } from './mapping'
import { tableSql, type Source } from './source'

export interface Span {
  readonly firstAt: string | null
  readonly lastAt: string | null
}

/** Dates of what happened. A planned end, such as a contract's, is not among them. */
const HAPPENED: Partial<Record<TableKind, readonly Role[]>> = {
  orders: ['ordered_at'],
  order_lines: ['ordered_at'],
  events: ['happened_at'],
  feedback: ['answered_at'],
  tickets: ['opened_at', 'closed_at'],
  subscriptions: ['started_on'],
  leads: ['created_at'],
  touches: ['happened_at'],
  spend: ['spent_on'],
}

/** From the first thing that happened to the last. Dates of joining count only where nothing else is dated: they reach back further than the data. */
export async function spanOf(session: Session, sources: readonly Source[]): Promise<Span> {
  const happened = await span(session, sources, HAPPENED)
  return happened.firstAt ? happened : span(session, sources, { customers: ['joined_on', 'ended_on'] })
}

async function span(session: Session, sources: readonly Source[], dated: Partial<Record<TableKind, readonly Role[]>>): Promise<Span> {
  const parts = sources.flatMap((source) =>
    (dated[source.kind] ?? [])
      .filter((role) => source.has(role))
      .map(
        (role) =>
          `select min(${source.sql(role)})::timestamp as first_at, max(${source.sql(role)})::timestamp as last_at from ${tableSql(source)}`,
      ),
  )
  if (parts.length === 0) return { firstAt: null, lastAt: null }
  const text = `select min(first_at) as first_at, max(last_at) as last_at from (${parts.join(' union all ')})`
  const [row] = await session.rows(query('span of the data', text, { first_at: 'timestamp', last_at: 'timestamp' }))
  return { firstAt: row!.first_at, lastAt: row!.last_at }
}

/** The day after, as 'YYYY-MM-DD'. */
export function dayAfter(timestamp: string): string {
  const day = new Date(`${timestamp.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}
