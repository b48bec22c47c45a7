-- One row per customer whom the source tells of: since when they are customers, the day they left for good (null: they are there), and pauses between.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

bought as (
  select customer_key, cast(first_order_at as date) as first_on, cast(last_order_at as date) as last_on,
  from company.customer_facts
  cross join as_of
  where
    getvariable('source') = 'orders'
    and orders > 0
    and as_of.day > (select cast(max(last_order_at) as date) from company.customer_facts)
  union all
  -- An as-of date in the past knows nothing of later orders.
  select customer_key, min(order_days.day), max(order_days.day),
  from company.order_days
  cross join as_of
  where
    getvariable('source') = 'orders'
    and order_days.day < as_of.day
    and as_of.day <= (select cast(max(last_order_at) as date) from company.customer_facts)
  group by customer_key
),

by_orders as (
  -- Who has been silent for longer than the limit left with the last order, not at the end of the silence.
  select
    bought.customer_key,
    bought.first_on as began_on,
    if(as_of.day - bought.last_on > getvariable('gone_after'), bought.last_on, null) as left_on,
    as_of.day - bought.last_on as silence,
    null::bigint as pauses,
  from bought
  cross join as_of
),

spells as (
  select customer_key, started_on, if(subscriptions.ended_on <= as_of.day, subscriptions.ended_on, date '9999-12-31') as ended_on,
  from company.subscriptions
  join company.customer_keys on customer_keys.customer_id = subscriptions.customer_id
  cross join as_of
  where
    getvariable('source') = 'subscriptions'
    and started_on <= as_of.day
    and (ended_on is null or ended_on >= started_on)
),

followed as (
  select
    *,
    max(ended_on) over (partition by customer_key order by started_on rows between unbounded preceding and 1 preceding) as ended_before,
  from spells
),

stretches as (
  -- A plan that begins within 31 days of an end goes on from it: a new plan or price, not leaving.
  select
    *,
    count(*) filter (where started_on > ended_before + 31) over (partition by customer_key order by started_on rows unbounded preceding) as place,
  from followed
),

by_subscriptions as (
  select
    customer_key,
    min(started_on) as began_on,
    nullif(max(ended_on), date '9999-12-31') as left_on,
    null::bigint as silence,
    max(place) as pauses,
  from stretches
  group by customer_key
),

by_dates as (
  select
    customer_key,
    joined_on as began_on,
    if(ended_on <= as_of.day, ended_on, null) as left_on,
    null::bigint as silence,
    0 as pauses,
  from company.customers
  cross join as_of
  where
    getvariable('source') = 'dates'
    and joined_on <= as_of.day
    and (ended_on >= joined_on or (ended_on is null and not coalesce(is_churned, false)))
),

dated as (
  select * from by_orders
  union all
  select * from by_subscriptions
  union all
  select * from by_dates
)

select *, left_on is not null as has_left,
from dated
union all
-- A mark has no dates.
select customer_key, null, null, null, null, is_churned,
from company.customers
where getvariable('source') = 'flag' and is_churned is not null
