-- One row per customer whom the source tells of, in days from the first of the data: when they came, when they left (null: they have not), and their attributes as they are now. Without dates: whether they left, and how long they had been there.
with
data as (
  select cast(cast(getvariable('first_at') as timestamp) as date) as first_day, cast(getvariable('as_of') as date) as as_of,
),

by_orders as (
  -- Who has been silent for longer than the limit left with the last order.
  select
    customer_id,
    cast(min(ordered_at) as date) as began_on,
    if(any_value(data.as_of) - cast(max(ordered_at) as date) > getvariable('gone_after'), cast(max(ordered_at) as date), null) as left_on,
  from orders
  cross join data
  where getvariable('source') = 'orders' and is_purchase and ordered_at < data.as_of
  group by customer_id
),

by_subscriptions as (
  select
    customer_id,
    min(started_on) as began_on,
    if(bool_or(ended_on is null or ended_on > data.as_of), null, max(ended_on)) as left_on,
  from subscriptions
  cross join data
  where getvariable('source') = 'subscriptions' and started_on <= data.as_of
  group by customer_id
),

by_dates as (
  select customer_id, joined_on as began_on, if(ended_on <= data.as_of, ended_on, null) as left_on,
  from customers
  cross join data
  where
    getvariable('source') = 'dates'
    and joined_on <= data.as_of
    and (ended_on >= joined_on or (ended_on is null and not coalesce(is_churned, false)))
),

stays as (
  select * from by_orders
  union all
  select * from by_subscriptions
  union all
  select * from by_dates
  union all
  select customer_id, null, null,
  from customers
  where getvariable('source') = 'flag' and is_churned is not null
)

select
  stays.customer_id,
  stays.began_on - data.first_day as came,
  stays.left_on - data.first_day as went,
  customers.is_churned as is_marked,
  coalesce(30 * customers.tenure_months, data.as_of - customers.joined_on) as days_there,
  cast(columns(name -> list_contains(getvariable('attributes'), name)) as varchar),
from stays
cross join data
join customers on customers.customer_id = stays.customer_id
order by hash(stays.customer_id), stays.customer_id
limit getvariable('most_customers')
