-- One row per customer whose stay is known: how long it was by the as-of date, in months from a column of tenure, else in days, and whether it has ended.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

by_tenure as (
  select customer_id, tenure_months as time, is_churned as has_left,
  from customers
  where getvariable('source') = 'tenure' and tenure_months >= 0 and is_churned is not null
),

by_dates as (
  select
    customer_id,
    least(coalesce(ended_on, as_of.day), as_of.day) - joined_on as time,
    coalesce(ended_on <= as_of.day, false) as has_left,
  from customers
  cross join as_of
  where
    getvariable('source') = 'dates'
    and joined_on <= as_of.day
    and (ended_on >= joined_on or (ended_on is null and not coalesce(is_churned, false)))
),

spells as (
  select customer_id, started_on, if(ended_on <= as_of.day, ended_on, date '9999-12-31') as ended_on,
  from subscriptions
  cross join as_of
  where
    getvariable('source') = 'subscriptions'
    and started_on <= as_of.day
    and (ended_on is null or ended_on >= started_on)
),

followed as (
  select
    *,
    max(ended_on) over (partition by customer_id order by started_on rows between unbounded preceding and 1 preceding) as ended_before,
  from spells
),

stretches as (
  -- A new plan or price begins as another ends. A longer pause is leaving, even of those who come back.
  select
    *,
    count(*) filter (where started_on > ended_before + 31) over (partition by customer_id order by started_on rows unbounded preceding) as pauses,
  from followed
),

by_subscriptions as (
  select
    customer_id,
    least(max(stretches.ended_on), any_value(as_of.day)) - min(started_on) as time,
    max(stretches.ended_on) < date '9999-12-31' as has_left,
  from stretches
  cross join as_of
  where pauses = 0
  group by customer_id
),

silences as (
  select
    customer_id,
    cast(first_order_at as date) as first_on,
    cast(last_order_at as date) as last_on,
    as_of.day,
    as_of.day - cast(last_order_at as date) > getvariable('gone_after') as has_left,
  from customer_facts
  cross join as_of
  where getvariable('source') = 'orders' and cast(first_order_at as date) <= as_of.day
),

by_orders as (
  -- Who has gone silent left with the last order; who has not is followed to the as-of date.
  select customer_id, if(has_left, last_on, day) - first_on as time, has_left,
  from silences
),

known as (
  select * from by_tenure
  union all
  select * from by_dates
  union all
  select * from by_subscriptions
  union all
  select * from by_orders
)

select known.customer_id, breakdown.value as group_name, known.time, known.has_left,
from known
join breakdown on breakdown.customer_id = known.customer_id
