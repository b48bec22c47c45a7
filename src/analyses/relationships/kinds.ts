import { query, type Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { happeningsOf } from '../../model/runtime/happenings'
import { bringMoney } from '../../model/runtime/filter-fields'
import type { Group, Line, Rule } from '../../model/runtime/rule'

const measures = query(
  'how often and for how much customers order',
  `select
  greatest(3, round(quantile_cont(orders, 0.75))) as many,
  greatest(5, round(quantile_cont(orders, 0.94))) as most,
  quantile_cont(revenue_gross / orders, 0.98) as large,
from customer_facts
where orders > 0`,
  { many: 'number', most: 'number', large: 'number' },
)

const lowScore = query('the lowest eighth of scores', 'select quantile_disc(score, 0.125) as low from feedback', { low: 'number' })

/**
 * Ten kinds of relationship as rules, in the order in which they are asked: a customer is of the first that fits. How many orders make a
 * steady partner, and how large those of a trading partner are, follows from the data: the upper quarter, the sixth in a hundred, the
 * upper fiftieth.
 */
export async function usualKinds(database: Database, company: Company): Promise<Rule> {
  const [row] = await database.rows(measures)
  const { many, most, large } = { many: row?.many ?? 3, most: row?.most ?? 5, large: row?.large ?? null }
  const long = 1 + (company.silence?.days ?? 180)
  const has = (id: string) => happeningsOf(company).some((kind) => kind.id === id)
  const complaints = [atLeast('fact.returns', 3), ...(has('ticket') ? [often('ticket', 2)] : []), ...(await lowScores(database, company))]
  return {
    kind: 'group',
    of: 'any',
    lines: [
      named('Broken up', [atLeast('fact.orders', 2), atLeast('fact.silent', long)]),
      named('Drifting apart', [atLeast('fact.orders', 3), atLeast('fact.late', 2), atLeast('fact.silent', 14)]),
      named('Complainers who stay', [atLeast('fact.orders', 3), { kind: 'group', of: 'any', lines: complaints }]),
      ...(bringMoney(company) && large !== null
        ? [named('Trading partners', [atLeast('fact.orders', 2), atLeast('fact.order', Number(large.toPrecision(2)))])]
        : []),
      ...(has('deal') ? [named('Deal seekers', [often('deal', 2), { ...often('full', 2), isNot: true }])] : []),
      named('Enthusiasts', [atLeast('fact.orders', most)]),
      named('Steady partners', [atLeast('fact.orders', many)]),
      named('Casual buyers', [atLeast('fact.orders', 2)]),
      named('New acquaintances', [atLeast('fact.orders', 1), atMost('fact.silent', 90)]),
      named('Passing acquaintances', [atLeast('fact.orders', 1)]),
    ],
  }
}

/** What a kind is called: that of its group, else its place. */
export function kindNames(kinds: Rule): readonly string[] {
  return kinds.lines.map((line, place) => (line.kind === 'group' && line.name) || `Kind ${place + 1}`)
}

async function lowScores(database: Database, { tables, roles }: Company): Promise<readonly Line[]> {
  if (!tables.feedback || !roles.feedback?.includes('score')) return []
  const [row] = await database.rows(lowScore)
  return row?.low == null ? [] : [atMost('fact.score', row.low)]
}

function named(name: string, lines: readonly Line[]): Group {
  return { kind: 'group', of: 'all', name, lines }
}

function atLeast(source: string, from: number): Line {
  return { kind: 'is', clause: { source, predicate: { kind: 'numbers', from, to: null }, isNot: false } }
}

function atMost(source: string, to: number): Line {
  return { kind: 'is', clause: { source, predicate: { kind: 'numbers', from: null, to }, isNot: false } }
}

function often(what: string, least: number): Line & { kind: 'times' } {
  return { kind: 'times', happening: { what, values: [] }, least, days: null, isNot: false }
}
