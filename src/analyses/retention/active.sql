-- One row per customer who had bought before a date and bought again from then to another.
select distinct began.customer_id,
from began
join orders on orders.customer_key = began.customer_key
where
  orders.is_purchase
  and began.cohort < cast(getvariable('active_from') as date)
  and orders.ordered_at >= cast(getvariable('active_from') as date)
  and orders.ordered_at < cast(getvariable('active_until') as date)
