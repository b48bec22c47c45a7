-- One row per group, week of the year and day of the week (Monday is 1): on how many days somebody ordered, or something happened.
with happened as (
  select customer_key, day,
  from order_days
  where getvariable('ring_of') = 'orders' and day < cast(getvariable('as_of') as date)
  union all
  select distinct customers.customer_key, cast(events.happened_at as date),
  from events
  join customers on customers.customer_id = events.customer_id
  where getvariable('ring_of') = 'events'
)

select portrayed.persona, portrayed.is_best, least(52, week(happened.day)) as week, isodow(happened.day) as weekday, count(*) as days,
from happened
join portrayed on portrayed.customer_key = happened.customer_key
group by all
