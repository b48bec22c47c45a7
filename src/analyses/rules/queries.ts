import { literal, query, type Variables } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { bringMoney, FROM_CUSTOMERS } from '../../model/runtime/filter-fields'
import { parseRule } from '../../model/runtime/parse-rule'
import { EVERYBODY, type Rule } from '../../model/runtime/rule'
import { ruleSql } from '../../model/runtime/rule-sql'
import type { SetQuery } from '../contract/definition'
import { listedMembers } from '../customer-sets/listed-members'
import { materialize } from '../queries/materialize'

const CUSTOMER = { customer_id: 'text' } as const

/** Who belongs to what, one row a customer under the filter: the rule first, then the segments in the order given. */
export function membership(rule: Rule, segmentIds: readonly string[], company: Company) {
  const silent = company.asOf ? `date_diff('day', cast(facts.last_order_at as date), cast(${literal(company.asOf)} as date))` : 'null'
  const each = segmentIds.map((id, index) => `${inSegment(id)} as in_${index + 1}`)
  return materialize(
    'membership',
    `select
  customer.customer_key,
  customer.customer_id,
  ${company.tables.orders ? 'facts.orders' : 'null'} as orders,
  ${bringMoney(company) ? 'facts.revenue' : 'cast(null as double)'} as revenue,
  ${silent} as silent_days,
  facts.median_gap_days,
  ${[`${ruleSql(rule, company)} as in_0`, ...each].join(',\n  ')}
${FROM_CUSTOMERS}
where customer.customer_key in (select customer_key from customers)`,
  )
}

function inSegment(id: string): string {
  return `customer.customer_id in (select customer_id from company.segment_members where segment_id = ${literal(id)})`
}

/** How many customers are in exactly which of the sets, the largest first. */
export function combinations(sets: number) {
  const names = Array.from({ length: sets }, (_, index) => `in_${index}`)
  const flags = Object.fromEntries(names.map((name) => [name, 'flag' as const]))
  const text = `select ${names.join(', ')}, count(*) as customers, sum(revenue) as revenue from membership group by all order by customers desc, ${names.join(', ')}`
  return query('combinations of segments', text, { ...flags, customers: 'number', revenue: 'number' } as Record<
    string,
    'flag' | 'number'
  > & { customers: 'number'; revenue: 'number' })
}

/** Values of revenue one by one where they are large, which makes the tail of the share. */
export const amounts = query(
  'amounts for the interval',
  `with ranked as (
  select in_0 as is_in, revenue, row_number() over (partition by in_0 order by abs(revenue) desc, customer_id) as place
  from membership
  where revenue is not null
)

select is_in, if(place <= 1000, revenue, null) as amount, sum(revenue) as total, sum(revenue * revenue) as squares
from ranked
group by is_in, if(place <= 1000, place, 0), if(place <= 1000, revenue, null)`,
  { is_in: 'flag', amount: 'number', total: 'number', squares: 'number' },
)

/** How long those who fit have been silent, and their own usual gap: how many have which. */
export const silences = query(
  'silence and usual gap of those who fit',
  `select 'silent' as what, silent_days as days, count(*) as customers from membership where in_0 and silent_days is not null group by 2
union all
select 'gap' as what, median_gap_days as days, count(*) as customers from membership where in_0 and median_gap_days is not null group by 2
order by all`,
  { what: 'text', days: 'number', customers: 'number' },
)

export const firstOfThem = query(
  'the first of those who fit',
  `select customer_id, orders, revenue, silent_days, median_gap_days
from membership
where in_0
order by revenue desc nulls last, orders desc nulls last, customer_id
limit 8`,
  { customer_id: 'text', orders: 'number', revenue: 'number', silent_days: 'number', median_gap_days: 'number' },
)

/** A frozen segment is no longer than the longest list. */
export const frozen = query(
  'those who fit, as a list',
  'select customer_id from membership where in_0 order by customer_id limit 100000',
  CUSTOMER,
)

export const sets = {
  members: listedMembers,
  fits: ({ rule }: Variables, company: Company): SetQuery =>
    query(
      'customers who fit the rule',
      `select customer.customer_id
${FROM_CUSTOMERS}
where customer.customer_key in (select customer_key from customers) and ${ruleSql(parseRule(String(rule)) ?? EVERYBODY, company)}`,
      CUSTOMER,
    ),
  /** In the rule and in all of `inside`, in none of `outside`: one line of the overlap. */
  combination: ({ rule, isFit, inside, outside }: Variables, company: Company): SetQuery =>
    query(
      'customers in exactly these segments',
      `select customer.customer_id
${FROM_CUSTOMERS}
where customer.customer_key in (select customer_key from customers)
  and ${[
    `${isFit ? '' : 'not '}${ruleSql(parseRule(String(rule)) ?? EVERYBODY, company)}`,
    ...(inside as readonly string[]).map(inSegment),
    ...(outside as readonly string[]).map((id) => `not ${inSegment(id)}`),
  ].join('\n  and ')}`,
      CUSTOMER,
    ),
}
