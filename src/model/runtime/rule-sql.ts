import { literal } from '../../engine/database'
import { clauseSql, type About } from './filter-fields'
import { happeningSql, isCountedOnce } from './happenings'
import { asking, type Line, type Rule, type Then, type Times } from './rule'

/** Who fits, as a condition over FROM_CUSTOMERS, true or false and never null. What the data cannot answer nobody meets. */
export function ruleSql(rule: Rule, company: About): string {
  return lineSql(rule, company)
}

/** One line of a rule in the same way. */
export function lineSql(line: Line, company: About): string {
  switch (line.kind) {
    case 'is':
      return clauseSql(line.clause, company)
    case 'times':
      return timesSql(line, company)
    case 'then':
      return thenSql(line, company)
    case 'group': {
      const each = asking(line).map((one) => lineSql(one, company))
      if (each.length === 0) return 'true'
      const joined = `(${each.join(line.of === 'all' ? ' and ' : ' or ')})`
      return line.of === 'none' ? `not ${joined}` : joined
    }
  }
}

function timesSql({ happening, least, days, isNot }: Times, company: About): string {
  const rows = happeningSql(happening, company)
  if (!rows || (days !== null && company.asOf === null)) return 'false'
  const within = days === null ? '' : ` where date_diff('day', cast(happened_at as date), ${dayOf(company.asOf!)}) <= ${literal(days)}`
  const count = isCountedOnce(happening, company) ? 'count(distinct thing)' : 'count(*)'
  const often = least === 1 ? '' : ` group by customer_id having ${count} >= ${literal(least)}`
  return among(`select customer_id from (${rows})${within}${often}`, isNot)
}

function thenSql({ first, second, days, isNot }: Then, company: About): string {
  const [earlier, later] = [happeningSql(first, company), happeningSql(second, company)]
  if (!earlier || !later || (isNot && days !== null && company.asOf === null)) return 'false'
  const nearest = `(${later}) as later on earlier.customer_id = later.customer_id and earlier.happened_at < later.happened_at`
  const ends = days === null ? null : `earlier.happened_at + interval ${literal(days)} day`
  if (!isNot)
    return among(
      `select earlier.customer_id from (${earlier}) as earlier asof join ${nearest}${ends ? ` where later.happened_at <= ${ends}` : ''}`,
      false,
    )
  const last = `(select customer_id, max(happened_at) as happened_at from (${earlier}) group by customer_id) as earlier`
  const over = ends ? ` and cast(${ends} as date) <= ${dayOf(company.asOf!)}` : ''
  return among(
    `select earlier.customer_id from ${last} asof left join ${nearest} where (later.happened_at is null${ends ? ` or later.happened_at > ${ends}` : ''})${over}`,
    false,
  )
}

/** Rows without a customer would make the test unknown for everybody. */
function among(select: string, isNot: boolean): string {
  return `customer.customer_id ${isNot ? 'not in' : 'in'} (select customer_id from (${select}) where customer_id is not null)`
}

function dayOf(day: string): string {
  return `cast(${literal(day)} as date)`
}
