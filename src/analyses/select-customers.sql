-- One row per customer of the set put into the temporary table `selected`, the largest first.
create temporary table ranked as
select
  row_number() over (order by facts.revenue desc nulls last, selected.customer_id) as place,
  selected.customer_id,
  customers.name,
  customers.email,
  coalesce(customers.country, facts.country) as country,
  facts.orders,
  facts.revenue,
  facts.first_order_at,
  facts.last_order_at,
from selected
left join customers on customers.customer_id = selected.customer_id
left join customer_facts as facts on facts.customer_id = selected.customer_id
