-- Customers to whom the next group is nearly as near as their own.
select customer_id
from distances
where list_sort(away)[2] - list_sort(away)[1] < getvariable('edge') * list_sort(away)[2]
