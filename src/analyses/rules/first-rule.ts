import { query, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { Predicate } from '../../model/runtime/clause'
import { EVERYBODY, type Line, type Rule } from '../../model/runtime/rule'

const orders = query(
  'how often and how lately customers order',
  `select
  greatest(2, round(quantile_cont(orders, 0.75))) as many,
  10 * greatest(1, round(2 * median(median_gap_days) / 10)) as long,
from customer_facts
where orders > 0`,
  { many: 'number', long: 'number' },
)

/** The event that most did, of those that not everybody did. */
const events = query(
  'the most frequent event that not all did',
  `select event
from events
where event is not null
group by event
having count(distinct customer_id) < (select count(distinct customer_id) from events)
order by count(distinct customer_id) desc, event
limit 1`,
  { event: 'text' },
)

const scores = query('the lowest quarter of scores', 'select quantile_disc(score, 0.25) as low from feedback', { low: 'number' })

/**
 * What the page opens with: those who order more often than most, and have been silent for twice the usual gap. Without orders: the
 * largest value of an attribute, those who did what most did, or who scored low.
 */
export async function firstRule(database: Database, company: Company): Promise<Rule> {
  const { attributes, tables, roles, asOf } = company
  if (tables.orders && asOf) {
    const [row] = await database.rows(orders)
    if (row?.many != null) return all([atLeast('fact.orders', row.many), ...(row.long === null ? [] : [atLeast('fact.silent', row.long)])])
  }
  const few = attributes.filter(({ type, distinct }) => type === 'text' && distinct > 1 && distinct <= 12)
  // Two values cut everybody in halves; several say more.
  const telling = few.find(({ distinct }) => distinct > 2) ?? few[0]
  if (telling) {
    const text = `select ${telling.column} as value from customers where ${telling.column} is not null group by 1 order by count(*) desc, 1 limit 1`
    const [row] = await database.rows(query('the most frequent value', text, { value: 'text' }))
    if (row?.value != null) return all([is(telling.id, { kind: 'values', values: [row.value] })])
  }
  if (tables.events && roles.events?.includes('event')) {
    const [row] = await database.rows(events)
    if (row?.event != null) return all([is('fact.event', { kind: 'values', values: [row.event] })])
  }
  if (tables.feedback && roles.feedback?.includes('score')) {
    const [row] = await database.rows(scores)
    if (row?.low != null) return all([is('fact.score', { kind: 'numbers', from: null, to: row.low })])
  }
  return EVERYBODY
}

function all(lines: readonly Line[]): Rule {
  return { kind: 'group', of: 'all', lines }
}

function is(source: string, predicate: Predicate): Line {
  return { kind: 'is', clause: { source, predicate, isNot: false } }
}

function atLeast(source: string, from: number): Line {
  return is(source, { kind: 'numbers', from, to: null })
}
