import { literal, query, type Session } from '../../engine/database'
import { isoDay } from '../../shared/iso'
import type { Role, TableKind } from '../mapping/mapping'
import { isOpenEnd } from './open-end'
import { tableSql, type MappedTable } from '../mapping/mapped-table'

/** From the first thing that happened to the last. */
export interface Span {
  readonly firstAt: string | null
  readonly lastAt: string | null
}

/** What a kind of table tells of time; order lines count with the orders. */
export interface TableSpan {
  readonly kind: Exclude<TableKind, 'other' | 'order_lines' | 'products'>
  readonly firstAt: string
  readonly lastAt: string
  /**
   * Days between which nothing is missing. Days without a row are usual in most companies, so that the data reach as many days
   * beyond their first and last row as usually pass without one: a month whose Sunday the 31st is empty is whole.
   */
  readonly seenFrom: string
  readonly seenUntil: string
}

/** Dates of what happened. A planned end, such as a contract's, is not among them. */
const HAPPENED: Readonly<Record<TableSpan['kind'], readonly Role[]>> = {
  orders: ['ordered_at'],
  subscriptions: ['started_on', 'ended_on'],
  events: ['happened_at'],
  touches: ['happened_at'],
  feedback: ['answered_at'],
  tickets: ['opened_at', 'closed_at'],
  leads: ['created_at'],
  spend: ['spent_on'],
  customers: ['joined_on', 'ended_on'],
}

/** The span of each kind of table that dates anything, by the reader's clock: a date after today is a slip or a plan. */
export async function spansOf(session: Session, sources: readonly MappedTable[], today: string): Promise<readonly TableSpan[]> {
  const spans: TableSpan[] = []
  for (const kind of Object.keys(HAPPENED) as TableSpan['kind'][]) {
    const own = sources.filter((source) => kindOf(source) === kind)
    const span = await spanOf(session, own, HAPPENED[kind], today)
    if (span) spans.push({ kind, ...span, ...(await seen(session, own, HAPPENED[kind][0]!, span)) })
  }
  return spans
}

function kindOf({ kind }: MappedTable): TableKind {
  return kind === 'order_lines' ? 'orders' : kind
}

/**
 * The span that pages stand on: that of the orders, so that a ticket closed later moves no customer's silence; where there are none
 * that of contracts, and so on. A list of customers comes before others only where it tells who left: dates of joining reach back
 * further than data do.
 */
export function mainSpan(spans: readonly TableSpan[], sources: readonly MappedTable[]): Span {
  const tellsEnds = sources.some((source) => source.kind === 'customers' && source.has('ended_on'))
  const places: readonly TableSpan['kind'][] = ['orders', 'subscriptions', ...(tellsEnds ? (['customers'] as const) : [])]
  const [main] = [...places.flatMap((kind) => spans.filter((span) => span.kind === kind)), ...spans]
  return { firstAt: main?.firstAt ?? null, lastAt: main?.lastAt ?? null }
}

async function spanOf(
  session: Session,
  sources: readonly MappedTable[],
  roles: readonly Role[],
  today: string,
): Promise<{ readonly firstAt: string; readonly lastAt: string } | null> {
  const parts = sources.flatMap((source) => roles.filter((role) => source.has(role)).map((role) => edgesSql(source, role, today)))
  if (parts.length === 0) return null
  const text = `
    select
      coalesce(min(first_at), min(any_first_at)) as first_at,
      coalesce(max(last_at), max(any_last_at)) as last_at
    from (${parts.join(' union all ')})`
  const [row] = await session.rows(query('span of the data', text, { first_at: 'timestamp', last_at: 'timestamp' }))
  return row?.first_at && row.last_at ? { firstAt: row.first_at, lastAt: row.last_at } : null
}

/** The first and last date that can be so, and of all of them: data that lie in the future as a whole are taken as they are. */
function edgesSql(source: MappedTable, role: Role, today: string): string {
  const date = source.sql(role)
  const written = `${date} is not null and not ${isOpenEnd(date)}`
  const real = `${written} and ${date} < ${literal(today)}::date + 1`
  // Where everyone has an end, ends are planned; where some are open, those that passed happened.
  const happened = role === 'ended_on' ? `${real} and (select count(*) > count(${date}) filter (${real}) from ${tableSql(source)})` : real
  const any = role === 'ended_on' ? 'false' : `${date} < date '2900-01-01'`
  return `
    select
      min(${date}) filter (${happened})::timestamp as first_at,
      max(${date}) filter (${happened})::timestamp as last_at,
      min(${date}) filter (${any})::timestamp as any_first_at,
      max(${date}) filter (${any})::timestamp as any_last_at
    from ${tableSql(source)}`
}

/** Nineteen in twenty pauses between days with a row are no longer than this; of fewer pauses than a handful none is usual. */
const USUAL = 0.95
const LEAST_PAUSES = 10

async function seen(
  session: Session,
  sources: readonly MappedTable[],
  role: Role,
  { firstAt, lastAt }: { readonly firstAt: string; readonly lastAt: string },
): Promise<Pick<TableSpan, 'seenFrom' | 'seenUntil'>> {
  const parts = sources
    .filter((source) => source.has(role))
    .map((source) => `select distinct ${source.sql(role)}::date as day from ${tableSql(source)}`)
  const [first, last] = [firstAt.slice(0, 10), lastAt.slice(0, 10)]
  if (parts.length === 0) return { seenFrom: first, seenUntil: last }
  const text = `
    with
    days as (select distinct day from (${parts.join(' union all ')}) where day between ${literal(first)}::date and ${literal(last)}::date),
    pauses as (select day - lag(day) over (order by day) - 1 as days from days)
    select if(count(days) < ${LEAST_PAUSES}, 0, quantile_disc(days, ${USUAL})) as usual from pauses`
  const [row] = await session.rows(query('days that usually pass without a row', text, { usual: 'number' }))
  const usual = row?.usual ?? 0
  return { seenFrom: addDays(first, -usual), seenUntil: addDays(last, usual) }
}

/** The day after, as 'YYYY-MM-DD'. */
export function dayAfter(timestamp: string): string {
  return addDays(timestamp.slice(0, 10), 1)
}

function addDays(day: string, count: number): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000)
}

/** Remembers the spans in the engine: what is whole is asked of one place. */
export async function keepSpans(session: Session, spans: readonly TableSpan[]): Promise<void> {
  await session.execute('create table company.spans (kind varchar, first_at timestamp, last_at timestamp, seen_from date, seen_until date)')
  if (spans.length === 0) return
  const rows = spans.map((one) => `(${[one.kind, one.firstAt, one.lastAt, one.seenFrom, one.seenUntil].map(literal).join(', ')})`)
  await session.execute(`insert into company.spans values ${rows.join(', ')}`)
}
