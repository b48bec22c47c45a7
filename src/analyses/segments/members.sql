-- One row per customer of the segments named.
select customer_id,
from scores
where list_contains(getvariable('segments'), segment)
