-- One row per customer of the set put into the temporary table `selected` who holds the words searched for, in the order asked for.
-- Segments, silences and gaps are those of the segments page at first, among all customers: the temporary table `scores`.
create temporary table ranked as
with listed as (
  select
    selected.customer_id,
    customers.name,
    customers.email,
    coalesce(customers.country, facts.country) as country,
    scores.segment,
    facts.orders,
    facts.revenue,
    facts.first_order_at,
    facts.last_order_at,
    scores.recency_days as silent_days,
    scores.median_gap_days as usual_gap_days,
  from selected
  left join customers on customers.customer_id = selected.customer_id
  left join customer_facts as facts on facts.customer_id = selected.customer_id
  left join scores on scores.customer_key = facts.customer_key
),

found as (
  select
    *,
    case getvariable('sort')
      when 'orders' then orders
      when 'revenue' then revenue
      when 'first_order_at' then epoch(first_order_at)
      when 'last_order_at' then epoch(last_order_at)
      when 'silent_days' then silent_days
      when 'usual_gap_days' then usual_gap_days
    end * if(getvariable('is_descending'), -1, 1) as number_key,
    case getvariable('sort')
      when 'name' then lower(coalesce(name, customer_id))
      when 'customer_id' then lower(customer_id)
      when 'email' then lower(email)
      when 'country' then lower(country)
      when 'segment' then lower(segment)
    end as text_key,
  from listed
  where contains(lower(concat_ws(' ', customer_id, name, email, country, segment)), lower(getvariable('search')))
)

select
  row_number() over (
    order by
      number_key nulls last,
      case when not getvariable('is_descending') then text_key end nulls last,
      case when getvariable('is_descending') then text_key end desc nulls last,
      customer_id
  ) as place,
  * exclude (number_key, text_key),
from found
