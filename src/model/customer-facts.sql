-- One row per customer: purchases and returns counted, revenue net of returns, and the days from one order day to the next.
create table company.customer_facts as
with
order_days as (
  select distinct customer_id, ordered_at::date as ordered_on
  from company.orders
  where is_purchase
),
gaps as (
  select
    customer_id,
    ordered_on - lag(ordered_on) over (partition by customer_id order by ordered_on) as gap_days,
  from order_days
),
rhythm as (
  select customer_id, count(*) as order_days, median(gap_days) as median_gap_days,
  from gaps
  group by customer_id
),
sums as (
  select
    customer_id,
    count(*) filter (where is_purchase) as orders,
    count(*) filter (where is_return) as returns,
    round(sum(revenue), 6) as revenue,
    round(sum(revenue) filter (where is_purchase), 6) as revenue_gross,
    min(ordered_at) filter (where is_purchase) as first_order_at,
    max(ordered_at) filter (where is_purchase) as last_order_at,
  from company.orders
  group by customer_id
)
select
  customers.customer_id,
  coalesce(sums.orders, 0) as orders,
  coalesce(rhythm.order_days, 0) as order_days,
  coalesce(sums.returns, 0) as returns,
  -- Without an order there is no revenue; with orders that have no amount it is not known.
  if(sums.customer_id is null, 0, sums.revenue) as revenue,
  if(sums.customer_id is null, 0, sums.revenue_gross) as revenue_gross,
  sums.first_order_at,
  sums.last_order_at,
  rhythm.median_gap_days,
  customers.country,
from company.customers
left join sums on sums.customer_id = customers.customer_id
left join rhythm on rhythm.customer_id = customers.customer_id
