-- One row per customer with a purchase by the as-of date: recency, frequency and amount, and what they rest on.
-- Scores are those of all customers, whatever the filter. A date in the past leaves later orders out.
with
past as (
  select
    customer_key,
    count(*) filter (is_purchase) as orders,
    round(sum(revenue), 6) as revenue,
    max(ordered_at) filter (is_purchase) as last_order_at,
  from company.orders
  where
    cast(getvariable('as_of') as date) <= cast(getvariable('last_at') as date)
    and ordered_at < cast(getvariable('as_of') as date)
  group by customer_key
),

past_days as (
  select
    customer_key,
    count(*) as order_days,
    median(if(day + gap_after < cast(getvariable('as_of') as date), gap_after, null)) as median_gap_days,
  from company.order_days
  where cast(getvariable('as_of') as date) <= cast(getvariable('last_at') as date) and day < cast(getvariable('as_of') as date)
  group by customer_key
),

to_date as (
  select past.*, past_days.order_days, past_days.median_gap_days,
  from past
  join past_days on past_days.customer_key = past.customer_key
  union all by name
  select customer_key, orders, order_days, revenue, last_order_at, median_gap_days,
  from company.customer_facts
  where cast(getvariable('as_of') as date) > cast(getvariable('last_at') as date)
)

-- Doubles, as the cut points are: a comparison of unlike types would convert every value again.
select
  customer_key,
  cast(cast(getvariable('as_of') as date) - cast(last_order_at as date) as double) as recency_days,
  cast(case getvariable('frequency') when 'days' then order_days else orders end as double) as frequency,
  case getvariable('monetary') when 'mean' then revenue / orders else revenue end as monetary,
  revenue,
  median_gap_days,
from to_date
where orders > 0
