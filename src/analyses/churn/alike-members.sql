-- One row per customer who is there and has one value of an attribute.
with
valued as (
  select departures.customer_id, cast(columns(name -> name = getvariable('attribute')) as varchar) as value,
  from departures
  join customers on customers.customer_id = departures.customer_id
  where not has_left
)

select customer_id,
from valued
where value = getvariable('value')
