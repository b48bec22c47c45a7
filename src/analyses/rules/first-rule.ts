import { query, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
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

/**
 * What the page opens with: those who order more often than most, and have been silent for twice the usual gap. Without orders: the
 * largest value of the first attribute with few of them.
 */
export async function firstRule(database: Database, company: Company): Promise<Rule> {
  if (company.tables.orders && company.asOf) {
    const [row] = await database.rows(orders)
    if (row?.many != null) return all([atLeast('fact.orders', row.many), ...(row.long === null ? [] : [atLeast('fact.silent', row.long)])])
  }
  const telling = company.attributes.find(({ type, distinct }) => type === 'text' && distinct > 1 && distinct <= 12)
  if (!telling) return EVERYBODY
  const text = `select ${telling.column} as value from customers where ${telling.column} is not null group by 1 order by count(*) desc, 1 limit 1`
  const [row] = await database.rows(query('the most frequent value', text, { value: 'text' }))
  if (row?.value == null) return EVERYBODY
  return all([{ kind: 'is', clause: { source: telling.id, predicate: { kind: 'values', values: [row.value] }, isNot: false } }])
}

function all(lines: readonly Line[]): Rule {
  return { kind: 'group', of: 'all', lines }
}

function atLeast(source: string, from: number): Line {
  return { kind: 'is', clause: { source, predicate: { kind: 'numbers', from, to: null }, isNot: false } }
}
