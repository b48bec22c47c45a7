-- One row per customer with an order or a return: purchases counted, revenue net of returns, days from one order day to the next.
create table company.order_facts as
with
sums as (
  select
    customer_id,
    count(*) filter (where is_purchase) as orders,
    count(*) filter (where is_return) as returns,
    round(sum(revenue), 6) as revenue,
    round(sum(revenue) filter (where is_purchase), 6) as revenue_gross,
    min(ordered_at) filter (where is_purchase) as first_order_at,
    max(ordered_at) filter (where is_purchase) as last_order_at,
    arg_max(country, ordered_at) as country,
    list(ordered_at::date) filter (where is_purchase) as order_days,
  from company.orders
  group by customer_id
),
sorted as (
  select customer_id, list_sort(order_days) as order_days
  from sums
  where orders > 1
),
gaps as (
  select
    customer_id,
    -- Orders of one day are one order day: a gap of no days is none.
    list_filter(
      list_transform(range(2, len(order_days) + 1), lambda place: order_days[place] - order_days[place - 1]),
      lambda gap: gap > 0
    ) as gap_days,
  from sorted
)
select
  sums.customer_id,
  sums.orders,
  coalesce(sorted.order_days, sums.order_days) as order_dates,
  gaps.gap_days,
  case when sums.orders < 2 then sums.orders else len(gaps.gap_days) + 1 end as order_days,
  sums.returns,
  sums.revenue,
  sums.revenue_gross,
  sums.first_order_at,
  sums.last_order_at,
  list_median(gaps.gap_days) as median_gap_days,
  sums.country,
from sums
left join sorted on sorted.customer_id = sums.customer_id
left join gaps on gaps.customer_id = sums.customer_id
