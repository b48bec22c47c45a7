-- One row per customer and day with a purchase by the as-of date: what it brought, days since the one before and until the next (null: there is none).
select
  customer_key,
  day,
  revenue,
  gap_before,
  if(day + gap_after < cast(getvariable('as_of') as date), gap_after, null) as gap_after,
from order_days
where day < cast(getvariable('as_of') as date)
