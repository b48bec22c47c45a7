-- One row per day on which one customer ordered, the latest 400.
select cast(day as date) as day, revenue,
from order_days
where customer_key = getvariable('customer_key') and day < cast(getvariable('as_of') as date)
order by day desc
limit 400
