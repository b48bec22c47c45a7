-- One row per customer in view: what customer_facts would hold had the file ended before a day.
with
sums as (
  select
    customer_key,
    count(*) filter (where is_purchase) as orders,
    count(*) filter (where is_return) as returns,
    sum(revenue) as revenue,
    sum(revenue) filter (where is_purchase) as revenue_gross,
    min(ordered_at) filter (where is_purchase) as first_order_at,
    max(ordered_at) filter (where is_purchase) as last_order_at,
  from orders
  where ordered_at < cast(getvariable('until') as date)
  group by customer_key
),

gaps as (
  select customer_key, median(gap_before) as median_gap_days,
  from order_days
  where day < cast(getvariable('until') as date)
  group by customer_key
)

select
  customers.customer_key,
  coalesce(sums.orders, 0) as orders,
  coalesce(sums.returns, 0) as returns,
  coalesce(sums.revenue, 0) as revenue,
  sums.revenue_gross,
  sums.first_order_at,
  sums.last_order_at,
  gaps.median_gap_days,
from customers
left join sums using (customer_key)
left join gaps using (customer_key)
