-- One row per length of stay in days: who left for good after it, and who was seen for so long and has not left.
select
  coalesce(left_on, cast(getvariable('as_of') as date)) - began_on as time,
  count(left_on) as gone,
  count(*) - count(left_on) as staying,
from departures
where began_on is not null
group by time
order by time
