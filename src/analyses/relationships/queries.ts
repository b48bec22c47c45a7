import { literal, query, type Variables } from '../../engine/database'
import type { Company } from '../../model/company/company'
import { parseRule } from '../../model/runtime/parse-rule'
import { EVERYBODY, type Rule } from '../../model/runtime/rule'
import { lineSql } from '../../model/runtime/rule-sql'
import type { SetQuery } from '../contract/definition'
import { NONE } from './places'
import { materialize } from '../queries/materialize'
import factsBeforeText from './facts-before.sql?raw'

/** A customer's kind: the place of the first whose rule fits. */
function kindSql(kinds: Rule, company: Company, until?: string): string {
  const about = until === undefined ? company : { ...company, asOf: until, until }
  const each = kinds.lines.map((line, place) => `when ${line.isOff ? 'false' : lineSql(line, about)} then ${place}`)
  return each.length > 0 ? `case ${each.join('\n    ')} else ${NONE} end` : String(NONE)
}

/** How long the silence was: in own gaps, and in days where none is known. */
const SILENCE_STRATUM = `case
      when facts.median_gap_days > 0 then
        floor(2 * ln(1 + date_diff('day', cast(facts.last_order_at as date), UNTIL) / facts.median_gap_days))
      else 100 + floor(2 * ln(1 + date_diff('day', cast(facts.last_order_at as date), UNTIL)))
    end`

export const factsBefore = materialize('facts_before', factsBeforeText)

/** Everybody in view with the kind of today, the kind of `until`, and whether they ordered from then on. */
export function standing(kinds: Rule, company: Company, until: string) {
  return materialize(
    'standing',
    `with
today as (
  select customer.customer_key, customer.customer_id, facts.revenue, facts.orders, facts.median_gap_days,
    ${kindSql(kinds, company)} as kind
  from company.customers as customer
  left join company.customer_facts as facts on facts.customer_key = customer.customer_key
  where customer.customer_key in (select customer_key from customers)
),

before as (
  select customer.customer_key, facts.orders > 0 as was_there,
    case when facts.orders < 10 then facts.orders when facts.orders < 15 then 10 when facts.orders < 25 then 15 else 25 end as orders_before,
    ${SILENCE_STRATUM.replaceAll('UNTIL', `cast(${literal(until)} as date)`)} as silence_before,
    ${kindSql(kinds, company, until)} as kind_before
  from company.customers as customer
  left join facts_before as facts on facts.customer_key = customer.customer_key
  where customer.customer_key in (select customer_key from customers)
),

back as (
  select distinct customer_key from order_days where day >= cast(${literal(until)} as date)
)

select today.*, coalesce(before.was_there, false) as was_there, if(before.was_there, before.kind_before, ${NONE}) as kind_before,
  before.orders_before, before.silence_before, back.customer_key is not null as is_back
from today
join before using (customer_key)
left join back using (customer_key)`,
  )
}

export const sizes = query(
  'customers and revenue of each kind',
  'select kind, count(*) as customers, sum(revenue) as revenue, median(median_gap_days) as gap from standing group by kind order by kind',
  { kind: 'number', customers: 'number', revenue: 'number', gap: 'number' },
)

/** Values one by one where they are large, which make the tails of the shares. */
export const amounts = query(
  'amounts for the intervals',
  `with ranked as (
  select kind, revenue, row_number() over (partition by kind order by abs(revenue) desc, customer_key) as place
  from standing
  where revenue is not null
)

select kind, if(place <= 300, revenue, null) as amount, sum(revenue) as total, sum(revenue * revenue) as squares
from ranked
group by kind, if(place <= 300, place, 0), if(place <= 300, revenue, null)
order by kind`,
  { kind: 'number', amount: 'number', total: 'number', squares: 'number' },
)

export const moves = query(
  'from kind to kind',
  `select kind_before, kind, was_there, count(*) as customers, count(*) filter (where is_back) as back
from standing
group by all
order by all`,
  { kind_before: 'number', kind: 'number', was_there: 'flag', customers: 'number', back: 'number' },
)

export const peers = query(
  'who came back, by kind, orders and silence',
  `select kind_before, orders_before, silence_before, count(*) as customers, count(*) filter (where is_back) as back
from standing
where was_there
group by all
order by all`,
  { kind_before: 'number', orders_before: 'number', silence_before: 'number', customers: 'number', back: 'number' },
)

export const statedBy = query(
  'stated by the customer',
  `select value, kind, count(*) as customers
from standing
join breakdown using (customer_key)
where value is not null
group by all
order by all`,
  { value: 'text', kind: 'number', customers: 'number' },
)

export const sets = {
  kind: ({ kinds, place }: Variables, company: Company): SetQuery =>
    query(
      'customers of a kind',
      `select customer_id
from (
  select customer.customer_id, ${kindSql(parseRule(String(kinds)) ?? EVERYBODY, company)} as kind
  from company.customers as customer
  left join company.customer_facts as facts on facts.customer_key = customer.customer_key
  where customer.customer_key in (select customer_key from customers)
)
where kind = ${literal(Number(place))}`,
      { customer_id: 'text' },
    ),
}
