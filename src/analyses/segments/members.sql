-- One row per customer of the segments named.
select customers.customer_id,
from scores
join customers on customers.customer_key = scores.customer_key
where list_contains(getvariable('segments'), segment)
