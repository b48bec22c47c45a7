-- One row per period: customers who left for good with their last order in it.
select cast(date_trunc(getvariable('period'), left_on) as date) as started_on, count(*) as customers,
from departures
where has_left
group by all
order by started_on
