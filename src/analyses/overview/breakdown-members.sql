-- One row per customer with a purchase and a value of the breakdown.
select facts.customer_id
from customer_facts as facts
join breakdown on breakdown.customer_id = facts.customer_id
where facts.orders > 0 and breakdown.value = getvariable('value')
