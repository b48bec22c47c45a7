-- One row: order days from a day on of customers who had bought before it.
with
known as (
  select customer_id,
  from order_gaps
  group by customer_id
  having min(day) < cast(getvariable('since') as date)
)

select count(*) as order_days,
from order_gaps
join known on known.customer_id = order_gaps.customer_id
where day >= cast(getvariable('since') as date)
