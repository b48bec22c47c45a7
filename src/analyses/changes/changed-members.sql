-- One row per customer who is new, lost, or neither.
select customer_id,
from states
where change = getvariable('change')
