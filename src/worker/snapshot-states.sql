-- One row per customer of the company with a purchase: the state that a load leaves behind, with the segment in fifths.
with scored as (
  select
    customer_id,
    first_order_at,
    last_order_at,
    orders,
    revenue,
    cast(cast(getvariable('as_of') as date) - cast(last_order_at as date) as double) as recency_days,
    getvariable('r_levels') - case
      when recency_days > getvariable('r_cuts')[4] then 4
      when recency_days > getvariable('r_cuts')[3] then 3
      when recency_days > getvariable('r_cuts')[2] then 2
      when recency_days > getvariable('r_cuts')[1] then 1
      else 0
    end as r_score,
    case
      when orders > getvariable('f_cuts')[4] then 5
      when orders > getvariable('f_cuts')[3] then 4
      when orders > getvariable('f_cuts')[2] then 3
      when orders > getvariable('f_cuts')[1] then 2
      else 1
    end as f_score,
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
