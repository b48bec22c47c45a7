-- One row per customer who has been silent for more days than one number, up to another (null: no end).
select customers.customer_id,
from order_gaps
join customers on customers.customer_key = order_gaps.customer_key
where
  gap_after is null
  and cast(getvariable('as_of') as date) - day > getvariable('over_days')
  and (getvariable('up_to_days') is null or cast(getvariable('as_of') as date) - day <= getvariable('up_to_days'))
