-- One row per customer who was active in so many of a run of periods.
select customers.customer_id,
from statuses
join customers on customers.customer_key = statuses.customer_key
where
  statuses.status <> 'dormant'
  and started_on >= cast(getvariable('window_from') as date)
  and started_on < cast(getvariable('window_until') as date)
group by customers.customer_id
having count(*) = getvariable('times')
