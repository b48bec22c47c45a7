-- Customers who are nearest to the middle of one group.
select customer_id
from distances
where list_position(away, list_min(away)) = getvariable('group')
