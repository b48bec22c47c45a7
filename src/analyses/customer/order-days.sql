-- One row per day on which the customer bought.
select day, orders, revenue, gap_before
from order_days
where customer_key = getvariable('customer_key')
order by day
