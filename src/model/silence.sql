-- One row per number of days without an order: silences that ended after it, and customers who have been silent for so long by the as-of date.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

known as (
  -- Orders of one day are one order day: a gap of no days is none.
  select
    as_of.day as as_of_day,
    list_filter(order_facts.order_dates, lambda one: one < as_of.day) as days,
  from company.order_facts
  cross join as_of
  where order_facts.orders > 0
),

ended as (
  select unnest(list_transform(range(2, len(days) + 1), lambda place: days[place] - days[place - 1])) as days,
  from known
  where len(days) > 1
),

lengths as (
  select days, count(*) as ended, 0 as still,
  from ended
  where days > 0
  group by days
  union all
  select as_of_day - days[len(days)], 0, count(*),
  from known
  where len(days) > 0
  group by all
)

select
  days,
  sum(ended) as ended,
  sum(still) as still,
from lengths
group by days
order by days
