-- One row per customer with a purchase by the as-of date, in view or not: recency, frequency and amount.
-- Scores are those of all customers, whatever the filter.
-- A date in the past leaves later orders out; otherwise customer_facts has it all and no order is scanned.
with order_days as (
  select customer_id, cast(ordered_at as date) as day
  from company.orders
  where
    cast(getvariable('as_of') as date) <= cast(getvariable('last_at') as date)
    and ordered_at < cast(getvariable('as_of') as date)
    and is_purchase
  group by customer_id, cast(ordered_at as date)
),

gaps as (
  select customer_id, date_diff('day', lag(day) over (partition by customer_id order by day), day) as gap_days,
  from order_days
),

usual_gaps as (
  select customer_id, quantile_cont(gap_days, 0.5) as median_gap_days,
  from gaps
  group by customer_id
),

past as (
  select
    customer_id,
    count(*) filter (is_purchase) as orders,
    count(distinct cast(ordered_at as date)) filter (is_purchase) as order_days,
    round(sum(revenue), 6) as revenue,
    max(ordered_at) filter (is_purchase) as last_order_at,
  from company.orders
  where
    cast(getvariable('as_of') as date) <= cast(getvariable('last_at') as date)
    and ordered_at < cast(getvariable('as_of') as date)
  group by customer_id
),

to_date as (
  select past.customer_id, orders, order_days, revenue, last_order_at, median_gap_days,
  from past
  left join usual_gaps on usual_gaps.customer_id = past.customer_id
  union all
  select customer_id, orders, order_days, revenue, last_order_at, median_gap_days,
  from company.customer_facts
  where cast(getvariable('as_of') as date) > cast(getvariable('last_at') as date)
)

-- Doubles, as the cut points are: a comparison of unlike types would convert every value again.
select
  customer_id,
  cast(cast(getvariable('as_of') as date) - cast(last_order_at as date) as double) as recency_days,
  cast(case getvariable('frequency') when 'days' then order_days else orders end as double) as frequency,
  case getvariable('monetary') when 'mean' then revenue / orders else revenue end as monetary,
  revenue,
  median_gap_days,
from to_date
where orders > 0
