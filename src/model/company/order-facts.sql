-- One row per customer with an order or a return: purchases counted, revenue net of returns, days from one order day to the next.
create table company.order_facts as
with
sums as (
  select
    customer_key,
    count(*) filter (where is_purchase) as orders,
    count(*) filter (where is_return) as returns,
    round(sum(revenue), 6) as revenue,
    round(sum(revenue) filter (where is_purchase), 6) as revenue_gross,
    min(ordered_at) filter (where is_purchase) as first_order_at,
    max(ordered_at) filter (where is_purchase) as last_order_at,
    arg_max(country, ordered_at) as country,
  from company.orders
  group by customer_key
),

gaps as (
  select customer_key, count(*) as order_days, median(gap_after) as median_gap_days,
  from company.order_days
  group by customer_key
)

select sums.*, coalesce(gaps.order_days, 0) as order_days, gaps.median_gap_days,
from sums
left join gaps on gaps.customer_key = sums.customer_key
