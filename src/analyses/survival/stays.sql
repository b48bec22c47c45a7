-- One row per customer whose stay is known: how long it was by the as-of date, in the unit of a column of tenure, else in days, and whether it has ended.
with
dated as (
  select customer_key, has_left, coalesce(left_on, cast(getvariable('as_of') as date)) - began_on as time,
  from departures
  where began_on is not null
),

by_tenure as (
  select departures.customer_key, departures.has_left, customers.tenure as time,
  from departures
  join customers on customers.customer_key = departures.customer_key
  where began_on is null and customers.tenure >= 0
),

known as (
  select * from dated
  union all
  select * from by_tenure
)

select known.customer_key, breakdown.customer_id, breakdown.value as group_name, known.time, known.has_left,
from known
join breakdown on breakdown.customer_key = known.customer_key
