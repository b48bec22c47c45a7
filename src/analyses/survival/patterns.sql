-- One row per combination of stay, leaving and attributes among customers drawn by their number, with how many there are.
with
drawn as (
  select customer_id, time, has_left,
  from stays
  order by hash(customer_id)
  limit getvariable('most_customers')
)

select
  drawn.time,
  drawn.has_left,
  count(*) as customers,
  cast(columns(name -> list_contains(getvariable('covariates'), name)) as varchar),
from drawn
join customers on customers.customer_id = drawn.customer_id
group by all
