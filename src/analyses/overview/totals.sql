-- One row: customers with a purchase, what they ordered, returned and brought, and the sales that belong to no customer.
with buyers as (
  select
    count(*) filter (orders > 0) as customers,
    count(*) filter (orders = 0) as customers_without_purchase,
    count(*) filter (orders > 1) as repeat_customers,
    coalesce(sum(revenue) filter (orders > 1), 0) as revenue_of_repeat,
    max(orders) as most_orders,
    max(revenue) filter (orders > 0) as most_revenue,
    coalesce(sum(orders), 0) as orders,
    coalesce(sum(returns) filter (orders > 0), 0) as returns,
    count(*) filter (orders > 0 and returns > 0) as customers_with_returns,
    coalesce(sum(revenue_gross) filter (orders > 0), 0) as revenue_gross,
    coalesce(sum(revenue) filter (orders > 0), 0) as revenue_net,
    min(first_order_at) as first_order_at,
    max(last_order_at) as last_order_at,
  from customer_facts
),

nameless as (
  select
    count(*) filter (is_purchase) as orders_without_customer,
    coalesce(sum(revenue), 0) as revenue_without_customer,
  from orders_without_customer
)

select *
from buyers, nameless
