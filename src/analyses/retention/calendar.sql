-- One row per complete period of the calendar: the customers of all earlier cohorts, and how many of them bought in it.
select
  cast(
    cohort
    + period * period_length(getvariable('period')) as date
  ) as started_on,
  cast(sum(size) as bigint) as size,
  cast(sum(retained) as bigint) as retained,
from cells
where is_complete and period >= 1 and getvariable('mode') = 'bounded' and getvariable('counted') = 'calendar'
group by started_on
order by started_on
