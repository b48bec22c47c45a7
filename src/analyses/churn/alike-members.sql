-- One row per customer who is there and has one value of an attribute.
with
valued as (
  select customers.customer_id, cast(columns(name -> name = getvariable('attribute')) as varchar) as value,
  from departures
  join customers on customers.customer_key = departures.customer_key
  where not has_left
)

select customer_id,
from valued
where value = getvariable('value')
