-- One row per customer with a purchase and a return.
select customer_id
from customer_facts
where orders > 0 and returns > 0
