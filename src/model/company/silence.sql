-- One row per number of days without an order: silences that ended after it, and customers who have been silent for so long by the as-of date.
with
silences as (
  select
    if(day + gap_after < as_of, gap_after, null) as ended_after,
    as_of - day as until_now,
  from company.order_days
  cross join (select cast(getvariable('as_of') as date) as as_of)
  where day < as_of
)

select
  coalesce(ended_after, until_now) as days,
  count(ended_after) as ended,
  count(*) - count(ended_after) as still,
from silences
group by days
order by days
