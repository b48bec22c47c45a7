-- One row per customer recorded as having left.
select customer_id
from customers
where is_churned
