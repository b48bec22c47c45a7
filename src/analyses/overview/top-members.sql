-- One row per customer of the largest share of customers by revenue.
select customer_id
from (
  select customer_id, row_number() over (order by revenue desc, customer_id) as place, count(*) over () as customers
  from customer_facts
  where orders > 0
)
where place <= round(customers * getvariable('top_share'))
