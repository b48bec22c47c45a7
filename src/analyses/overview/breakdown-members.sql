-- One row per customer with a value of the breakdown: with a purchase, or anybody where there are no orders.
select facts.customer_id
from customer_facts as facts
join breakdown on breakdown.customer_id = facts.customer_id
where (facts.orders > 0 or not getvariable('has_orders')) and breakdown.value = getvariable('value')
