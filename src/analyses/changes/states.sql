-- One row per customer, in view or not, who had bought by the earlier or the later state: all they had ordered by it, and what is counted of it.
-- A state is a date, then orders before it are read; or a load: a kept one, or the data as they are ('now').
with sums as (
  select
    customer_key,
    count(*) filter (is_purchase and ordered_at < cast(getvariable('before_at') as timestamp)) as before_orders,
    count(*) filter (is_purchase and ordered_at < cast(getvariable('after_at') as timestamp)) as after_orders,
    sum(revenue) filter (ordered_at < cast(getvariable('before_at') as timestamp)) as before_revenue,
    sum(revenue) filter (ordered_at < cast(getvariable('after_at') as timestamp)) as after_revenue,
    max(ordered_at) filter (is_purchase and ordered_at < cast(getvariable('before_at') as timestamp)) as before_last_at,
    max(ordered_at) filter (is_purchase and ordered_at < cast(getvariable('after_at') as timestamp)) as after_last_at,
    count(*) filter (
      is_purchase
      and ordered_at >= cast(getvariable('before_from') as timestamp)
      and ordered_at < cast(getvariable('before_at') as timestamp)
    ) as before_counted_orders,
    count(*) filter (
      is_purchase
      and ordered_at >= cast(getvariable('after_from') as timestamp)
      and ordered_at < cast(getvariable('after_at') as timestamp)
    ) as after_counted_orders,
    sum(revenue) filter (
      ordered_at >= cast(getvariable('before_from') as timestamp)
      and ordered_at < cast(getvariable('before_at') as timestamp)
    ) as before_counted_revenue,
    sum(revenue) filter (
      ordered_at >= cast(getvariable('after_from') as timestamp)
      and ordered_at < cast(getvariable('after_at') as timestamp)
    ) as after_counted_revenue,
  from everyones_orders
  where getvariable('before_load') = ''
  group by customer_key
),

by_date as (
  select facts.customer_id, sums.* exclude (customer_key),
  from sums
  join everyones_customer_facts as facts on facts.customer_key = sums.customer_key
),

-- Nothing of a load is left out, so what is counted is all of it.
load_states as (
  select load_id, customer_id, orders, revenue, last_at
  from everyones_customer_states
  where load_id in (getvariable('before_load'), getvariable('after_load'))
  union all
  select 'now', customer_id, orders, revenue, last_order_at
  from everyones_customer_facts
  where 'now' in (getvariable('before_load'), getvariable('after_load')) and orders > 0
),

by_load as (
  select
    customer_id,
    max(orders) filter (load_id = getvariable('before_load')) as before_orders,
    max(orders) filter (load_id = getvariable('after_load')) as after_orders,
    max(revenue) filter (load_id = getvariable('before_load')) as before_revenue,
    max(revenue) filter (load_id = getvariable('after_load')) as after_revenue,
    max(last_at) filter (load_id = getvariable('before_load')) as before_last_at,
    max(last_at) filter (load_id = getvariable('after_load')) as after_last_at,
    before_orders as before_counted_orders,
    after_orders as after_counted_orders,
    before_revenue as before_counted_revenue,
    after_revenue as after_counted_revenue,
  from load_states
  group by customer_id
),

states as (
  from by_date
  union all
  from by_load
)

select
  customer_id,
  coalesce(before_orders, 0) > 0 as is_before,
  coalesce(after_orders, 0) > 0 as is_after,
  cast(coalesce(before_orders, 0) as double) as before_orders,
  cast(coalesce(after_orders, 0) as double) as after_orders,
  if(is_before, round(coalesce(before_revenue, 0), 6), 0) as before_revenue,
  if(is_after, round(coalesce(after_revenue, 0), 6), 0) as after_revenue,
  cast(cast(getvariable('before_at') as date) - cast(before_last_at as date) as double) as before_recency_days,
  cast(cast(getvariable('after_at') as date) - cast(after_last_at as date) as double) as after_recency_days,
  cast(coalesce(before_counted_orders, 0) as double) as before_counted_orders,
  cast(coalesce(after_counted_orders, 0) as double) as after_counted_orders,
  if(is_before, round(coalesce(before_counted_revenue, 0), 6), 0) as before_counted_revenue,
  if(is_after, round(coalesce(after_counted_revenue, 0), 6), 0) as after_counted_revenue,
  case
    when not is_before then 'new'
    when before_counted_orders > 0 and coalesce(after_counted_orders, 0) = 0 then 'lost'
    else 'other'
  end as change,
from states
where coalesce(before_orders, 0) > 0 or coalesce(after_orders, 0) > 0
