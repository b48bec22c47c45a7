-- One row per customer known anywhere. Who never ordered brought nothing; what orders without an amount brought is not known.
create table company.customer_facts as
select
  customers.customer_key,
  customers.customer_id,
  coalesce(order_facts.orders, 0) as orders,
  coalesce(order_facts.order_days, 0) as order_days,
  coalesce(order_facts.returns, 0) as returns,
  if(order_facts.customer_key is null, 0, order_facts.revenue) as revenue,
  if(order_facts.customer_key is null, 0, coalesce(order_facts.revenue_gross, if(order_facts.revenue is null, null, 0))) as revenue_gross,
  order_facts.first_order_at,
  order_facts.last_order_at,
  order_facts.median_gap_days,
  customers.country,
from company.customers
left join company.order_facts on order_facts.customer_key = customers.customer_key
