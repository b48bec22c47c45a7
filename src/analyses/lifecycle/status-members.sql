-- One row per customer who was something in a period.
select customers.customer_id,
from statuses
join customers on customers.customer_key = statuses.customer_key
where statuses.status = getvariable('status') and started_on = cast(getvariable('at_period') as date)
