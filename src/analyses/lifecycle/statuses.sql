-- One row per customer and period of the calendar in which they were active, or in which they first were not: what they were in it.
with
periods as (
  select
    calendar.*,
    -- The end of the data, whoever is filtered away: a filter must not make an open period look complete.
    started_next <= if(getvariable('active_by') = 'orders', data_ends.last_order_at, data_ends.last_event_at) as has_next,
  from calendar
  cross join data_ends
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
  select active_days.*, started_on, started_before, started_next, started_then, has_next,
  from active_days
  join periods on periods.day = active_days.day
),

-- Of the days of one period the first tells what the customer was, and the last whether they fell silent behind it.
found as (
  select
    customer_key,
    started_on,
    case
      when day_before is null then 'new'
      when day_before >= started_before then 'returning'
      else 'resurrecting'
    end as status,
  from placed
  where day_before is null or day_before < started_on
  union all
  select customer_key, started_next, 'dormant',
  from placed
  where has_next and (day_after is null or day_after >= started_then)
)

select * from found
