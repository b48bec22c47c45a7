-- Customers by their places in the order of their keys, from 1, in the order of the list.
with
placed as (
  select *, row_number() over (order by customer_key) as place
  from customers
)

select
  placed.customer_id,
  placed.name,
  coalesce(placed.country, facts.country) as country,
  facts.orders,
  facts.revenue,
  date_diff('day', cast(facts.last_order_at as date), cast(getvariable('as_of') as date)) as silent_days,
  cast(facts.first_order_at as date) as first_order_on,
from placed
left join customer_facts as facts on facts.customer_key = placed.customer_key
where list_contains(getvariable('places'), placed.place)
order by list_position(getvariable('places'), placed.place)
