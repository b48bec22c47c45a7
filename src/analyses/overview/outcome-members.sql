-- One row per customer of whom it is known that they left, or that they did not.
select customer_id
from customers
where is_churned = getvariable('has_left')
