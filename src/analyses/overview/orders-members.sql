-- One row per customer whose number of orders lies between two bounds; no upper bound for null.
select customer_id
from customer_facts
where orders >= getvariable('orders_from') and orders <= coalesce(getvariable('orders_to'), orders)
