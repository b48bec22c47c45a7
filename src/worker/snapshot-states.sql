-- One row per customer of the company with a purchase: the state that a load leaves behind, with the segment in fifths.
with scored as (
  select
    customer_id,
    first_order_at,
    last_order_at,
    orders,
    revenue,
    cast(cast(getvariable('as_of') as date) - cast(last_order_at as date) as double) as recency_days,
    getvariable('r_levels') - cuts_passed(recency_days, getvariable('r_cuts')) as r_score,
    1 + cuts_passed(orders, getvariable('f_cuts')) as f_score,
  from company.customer_facts
  where orders > 0
)

select
  getvariable('load_id') as load_id,
  customer_id,
  first_order_at as first_at,
  last_order_at as last_at,
  cast(orders as double) as orders,
  coalesce(revenue, 0) as revenue,
  getvariable('segments')[(r_score - 1) * getvariable('f_levels') + f_score] as segment,
from scored
