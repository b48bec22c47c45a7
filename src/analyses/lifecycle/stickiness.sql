-- One row per number of periods: the customers who were active in so many of a run of periods.
select times, count(*) as customers,
from (
  select customer_key, count(*) as times,
  from statuses
  where
    status <> 'dormant'
    and started_on >= cast(getvariable('window_from') as date)
    and started_on < cast(getvariable('window_until') as date)
  group by customer_key
)
group by times
order by times
