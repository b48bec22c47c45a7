-- One row per measure of customers who bought: where the customer stands among all of them, and how they are spread.
with measured as (
  select
    customer_key,
    cast(cast(getvariable('as_of') as date) - cast(last_order_at as date) as double) as silent_days,
    cast(orders as double) as orders,
    revenue,
  from customer_facts
  where orders > 0
),

measures as (
  unpivot (select customer_key, silent_days, orders, revenue from measured)
  on silent_days, orders, revenue
  into name measure value value
),

own as (
  select measure, value as own_value
  from measures
  where customer_key = getvariable('customer_key')
)

select
  measures.measure,
  any_value(own_value) as value,
  count(*) as customers,
  count(*) filter (value < own_value) as below,
  count(*) filter (value > own_value) as above,
  quantile_cont(value, 0.05) as p5,
  quantile_cont(value, 0.25) as p25,
  quantile_cont(value, 0.5) as p50,
  quantile_cont(value, 0.75) as p75,
  quantile_cont(value, 0.95) as p95,
from measures
join own on own.measure = measures.measure
group by measures.measure
