-- One row per customer and month with an order or a return: purchases, and what all of it brought, net of returns.
select
  customer_key,
  cast(date_trunc('month', ordered_at) as date) as month,
  cast(count(*) filter (where is_purchase) as integer) as orders,
  sum(revenue) as revenue,
from company.keyed_orders
group by all
