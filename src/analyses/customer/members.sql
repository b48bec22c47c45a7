select customer_id
from customers
where list_contains(getvariable('customers'), customer_id)
