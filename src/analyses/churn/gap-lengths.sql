-- One row per number of days without an order: silences that ended after it, and customers who have been silent for so long as of now.
select
  coalesce(gap_after, cast(getvariable('as_of') as date) - day) as days,
  count(gap_after) as ended,
  count(*) filter (where gap_after is null) as still,
from order_gaps
group by days
order by days
