-- One row per number of days without an order: silences that ended after it, and customers who have been silent for so long by the as-of date.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

known as (
  select
    as_of.day as as_of_day,
    if(last_order_at < as_of.day, order_dates, list_filter(order_dates, lambda one: one < as_of.day)) as dates,
    -- Orders of one day are one order day: a gap of no days is none.
    if(
      last_order_at < as_of.day,
      gap_days,
      list_filter(
        list_transform(range(2, len(dates) + 1), lambda place: dates[place] - dates[place - 1]),
        lambda gap: gap > 0
      )
    ) as gaps,
  from company.order_facts
  cross join as_of
  where orders > 0
),

lengths as (
  select days, count(*) as ended, 0 as still,
  from (select unnest(gaps) as days from known)
  group by days
  union all
  select as_of_day - dates[len(dates)], 0, count(*),
  from known
  where len(dates) > 0
  group by all
)

select
  days,
  sum(ended) as ended,
  sum(still) as still,
from lengths
group by days
order by days
