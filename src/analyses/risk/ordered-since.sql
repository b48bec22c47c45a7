-- One row: order days from a day on of customers who had bought before it.
with
known as (
  select customer_key,
  from order_gaps
  group by customer_key
  having min(day) < cast(getvariable('since') as date)
)

select count(*) as order_days,
from order_gaps
join known on known.customer_key = order_gaps.customer_key
where day >= cast(getvariable('since') as date)
