-- One row per customer of a list that was drawn up by their numbers, as far as they are in view.
select customers.customer_id,
from customers
where list_contains(cast(getvariable('listed') as varchar[]), customers.customer_id)
