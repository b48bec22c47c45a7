-- One row per customer who was something in a period.
select customer_id,
from statuses
where status = getvariable('status') and started_on = cast(getvariable('at_period') as date)
