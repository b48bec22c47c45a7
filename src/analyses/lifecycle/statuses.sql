-- One row per customer and period of the calendar in which they were active, or in which they first were not: what they were in it.
with
units as (
  select
    case getvariable('period')
      when 'day' then interval 1 day
      when 'week' then interval 7 day
      when 'month' then interval 1 month
      when 'quarter' then interval 3 month
      else interval 1 year
    end as unit,
),

observed as (
  select
    cast(date_trunc(getvariable('period'), if(getvariable('active_by') = 'orders', last_order_at, last_event_at)) as date) as last_period,
  from ends
),

event_days as (
  select customers.customer_key, cast(events.happened_at as date) as day,
  from events
  join customers on customers.customer_id = events.customer_id
  where events.happened_at is not null and getvariable('active_by') = 'events'
  group by all
),

active_days as (
  select customer_key, day, day - gap_before as day_before, day + gap_after as day_after,
  from order_days
  where getvariable('active_by') = 'orders'
  union all
  select customer_key, day, lag(day) over own, lead(day) over own,
  from event_days
  window own as (partition by customer_key order by day)
),

placed as (
  select *, cast(date_trunc(getvariable('period'), day) as date) as started_on,
  from active_days
),

-- Of the days of one period the first tells what the customer was, and the last whether they fell silent behind it.
found as (
  select
    customer_key,
    started_on,
    case
      when day_before is null then 'new'
      when day_before >= cast(started_on - units.unit as date) then 'returning'
      else 'resurrecting'
    end as status,
  from placed
  cross join units
  where day_before is null or day_before < started_on
  union all
  select customer_key, cast(started_on + units.unit as date) as next_period, 'dormant',
  from placed
  cross join units
  cross join observed
  where
    (day_after is null or day_after >= cast(cast(started_on + units.unit as date) + units.unit as date))
    and next_period <= observed.last_period
)

select * from found
