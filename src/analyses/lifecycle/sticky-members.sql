-- One row per customer who was active in so many of a run of periods.
select customer_id,
from statuses
where
  status <> 'dormant'
  and started_on >= cast(getvariable('window_from') as date)
  and started_on < cast(getvariable('window_until') as date)
group by customer_id
having count(*) = getvariable('times')
