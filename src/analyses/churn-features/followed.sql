-- One row per customer who was there on the day of the cut, with what a year of theirs brought, and whether they left after the gap (null: not known yet).
with
days as (
  select
    cast(getvariable('cut') as date) as cut,
    cast(getvariable('cut') as date) + cast(getvariable('gap_days') as integer) as opens,
    cast(getvariable('cut') as date) + cast(getvariable('gap_days') + getvariable('horizon_days') as integer) as closes,
    -- As-of dates count as over: the day before is the last that was seen.
    cast(getvariable('cut') as date) + cast(getvariable('gap_days') + getvariable('horizon_days') as integer)
      <= cast(getvariable('seen_until') as date) as is_seen,
),

bought as (
  select
    customer_id,
    min(ordered_at) filter (where is_purchase) as began_at,
    max(ordered_at) filter (where is_purchase and ordered_at < days.cut) as last_at,
    count(*) filter (where is_purchase and ordered_at >= days.opens and ordered_at < days.closes) as later,
    sum(revenue) filter (where ordered_at >= days.cut - 365 and ordered_at < days.cut) as year_value,
  from orders
  cross join days
  group by customer_id
),

by_orders as (
  select
    customer_id,
    cast(began_at as date) as began_on,
    if(days.is_seen, later = 0, null) as has_left,
    year_value,
  from bought
  cross join days
  where getvariable('source') = 'orders' and last_at >= days.cut - cast(getvariable('silence_days') as integer)
),

subscribed as (
  select
    customer_id,
    min(started_on) as began_on,
    -- An end on the day of the cut is one that has come.
    bool_or(started_on <= days.cut and (ended_on is null or ended_on > days.cut)) as is_there,
    bool_or(started_on <= days.opens and (ended_on is null or ended_on >= days.opens)) as is_there_after_gap,
    bool_or(started_on <= days.closes and (ended_on is null or ended_on >= days.closes)) as is_there_later,
    12 * sum(mrr) filter (where started_on <= days.cut and (ended_on is null or ended_on >= days.cut)) as year_value,
  from subscriptions
  cross join days
  where started_on <= days.cut + cast(getvariable('gap_days') + getvariable('horizon_days') as integer)
  group by customer_id
),

by_subscriptions as (
  select customer_id, began_on, if(days.is_seen, not is_there_later, null) as has_left, year_value,
  from subscribed
  cross join days
  where getvariable('source') = 'subscriptions' and is_there and (is_there_after_gap or not days.is_seen)
),

by_dates as (
  select
    customers.customer_id,
    customers.joined_on as began_on,
    if(days.is_seen, coalesce(customers.ended_on < days.closes, false), null) as has_left,
    coalesce(12 * customers.mrr, bought.year_value) as year_value,
  from customers
  cross join days
  left join bought on bought.customer_id = customers.customer_id
  where
    getvariable('source') = 'dates'
    and customers.joined_on < days.cut
    and (customers.ended_on > if(days.is_seen, days.opens, days.cut) or (customers.ended_on is null and not coalesce(customers.is_churned, false)))
),

by_flag as (
  -- Without dates everybody is looked at as they are now, those who left too.
  select customer_id, joined_on as began_on, is_churned as has_left, 12 * mrr as year_value,
  from customers
  where getvariable('source') = 'flag' and is_churned is not null
),

there as (
  select * from by_orders
  union all
  select * from by_subscriptions
  union all
  select * from by_dates
  union all
  select * from by_flag
)

select
  there.*,
  customers.customer_key,
  count(*) over () as everybody,
  row_number() over (order by if(getvariable('is_drawn'), hash(there.customer_id), null), year_value desc nulls last, there.customer_id) as place,
from there
join customers on customers.customer_id = there.customer_id
qualify place <= getvariable('most_customers')
