-- One row per customer and day with a purchase by the as-of date: what it brought, days since the one before and until the next (null: there is none).
with
days as (
  select customer_id, cast(ordered_at as date) as day, sum(revenue) as revenue,
  from orders
  where is_purchase and ordered_at < cast(getvariable('as_of') as date)
  group by all
)

select
  customer_id,
  day,
  revenue,
  day - lag(day) over own as gap_before,
  lead(day) over own - day as gap_after,
from days
window own as (partition by customer_id order by day)
