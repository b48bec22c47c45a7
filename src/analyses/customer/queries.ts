import { query } from '../../engine/database'
import type { Company } from '../../model/company/company'
import cutsText from '../rfm/cuts.sql?raw'
import { CUT_COLUMNS } from '../rfm/cuts'
import { withCte } from '../queries/with-cte'
import findText from './find.sql?raw'
import membersText from './members.sql?raw'
import neighboursText from './neighbours.sql?raw'
import orderDaysText from './order-days.sql?raw'
import productsText from './products.sql?raw'
import scoresText from './scores.sql?raw'
import silencesText from './silences.sql?raw'
import standingText from './standing.sql?raw'
import timelineText from './timeline.sql?raw'

export const find = query('who is meant', findText, {
  customer_key: 'number',
  customer_id: 'text',
  name: 'text',
  email: 'text',
  likeness: 'number',
})

export const timeline = query('what happened', timelineText, { happened_at: 'timestamp', table: 'text', what: 'text', amount: 'number' })

export const orderDays = query('order days', orderDaysText, { day: 'date', orders: 'number', revenue: 'number', gap_before: 'number' })

export const standing = query('standing among all', standingText, {
  measure: 'text',
  value: 'number',
  customers: 'number',
  below: 'number',
  above: 'number',
  p5: 'number',
  p25: 'number',
  p50: 'number',
  p75: 'number',
  p95: 'number',
})

export const silences = query('silences as long', silencesText, { silences: 'number', ended: 'number' })

export const products = query('what they buy', productsText, {
  product: 'text',
  orders: 'number',
  units: 'number',
  revenue: 'number',
  last_at: 'timestamp',
  products: 'number',
})

export const neighbours = query('neighbours by revenue', neighboursText, {
  place: 'number',
  before: 'text',
  after: 'text',
  customers: 'number',
})

/** Both read the derived measures of the as-of date in force. */
export const cuts = query('cut points', withCte('measured', 'select * from rfm_measures', cutsText), CUT_COLUMNS)
export const scores = query('recency and frequency', scoresText, { recency_days: 'number', frequency: 'number', revenue: 'number' })

export const sets = { members: query('customers by number', membersText, { customer_id: 'text' }) }

/** Everything that a list says of one customer, as text; by the id of the attribute. */
/* @__NO_SIDE_EFFECTS__ */
export function attributesQuery({ attributes }: Company) {
  const columns = attributes.map(({ column }, index) => `cast(customers.${column} as varchar) as value_${index}`)
  const text = `select ${columns.join(', ')}\nfrom customers\nwhere customer_key = getvariable('customer_key')`
  return query('what lists say', text, Object.fromEntries(attributes.map((_, index) => [`value_${index}`, 'text' as const])))
}

/** Attributes of more values than this say who somebody is, not of which kind. */
const MOST_VALUES = 60
/** Attributes of which more would drown what customers did. */
const MOST_ATTRIBUTES = 24

/**
 * The customers most like one by Gower's coefficient (Biometrics 27, 1971): the mean over what both are known by of |a − b| ÷ range,
 * on the log scale for what was bought, and of unequal ÷ equal for words.
 */
/* @__NO_SIDE_EFFECTS__ */
export function similarQuery({ attributes, tables }: Company) {
  const kinds = attributes
    .filter(({ type, distinct }) => type === 'number' || type === 'flag' || (type === 'text' && distinct > 1 && distinct <= MOST_VALUES))
    .slice(0, MOST_ATTRIBUTES)
  const facts = (tables.orders ?? 0) > 0 ? FACTS : []
  const numbers = [
    ...facts.map(({ sql, name }) => ({ sql, name })),
    ...kinds.filter(({ type }) => type === 'number').map(({ column }) => ({ sql: `cast(customers.${column} as double)`, name: column })),
  ]
  const words = kinds.filter(({ type }) => type !== 'number').map(({ column }) => column)
  const columns = [...numbers.map(({ sql, name }) => `${sql} as n_${name}`), ...words.map((column) => `customers.${column} as w_${column}`)]
  const ranges = numbers.map(({ name }) => `nullif(max(n_${name}) - min(n_${name}), 0) as n_${name}`)
  const distances = [
    ...numbers.map(({ name }) => `abs(known.n_${name} - own.n_${name}) / ranges.n_${name}`),
    ...words.map(
      (column) => `if(known.w_${column} is null or own.w_${column} is null, null, cast(known.w_${column} <> own.w_${column} as double))`,
    ),
  ]
  if (distances.length === 0) return null
  const text = `
with known as (
  select customers.customer_key, customers.customer_id, customers.name, facts.orders, facts.revenue, ${columns.join(', ')}
  from customers
  left join customer_facts as facts on facts.customer_key = customers.customer_key
),

own as (
  select * from known where customer_key = getvariable('customer_key')
),

ranges as (
  select ${ranges.length > 0 ? ranges.join(', ') : '1 as one'} from known
)

select
  known.customer_id,
  known.name,
  known.orders,
  known.revenue,
  list_avg([${distances.join(', ')}]) as distance,
from known, own, ranges
where known.customer_key <> own.customer_key
order by distance nulls last, known.customer_id
limit 8`
  return query('customers most alike', text, {
    customer_id: 'text',
    name: 'text',
    orders: 'number',
    revenue: 'number',
    distance: 'number',
  })
}

const FACTS = [
  { name: 'orders', sql: 'ln(1 + facts.orders)' },
  { name: 'revenue', sql: 'ln(1 + greatest(facts.revenue, 0))' },
  { name: 'silence', sql: "ln(1 + (cast(getvariable('as_of') as date) - cast(facts.last_order_at as date)))" },
  { name: 'gap', sql: 'ln(1 + facts.median_gap_days)' },
  { name: 'history', sql: "ln(1 + (cast(getvariable('as_of') as date) - cast(facts.first_order_at as date)))" },
] as const
