-- Customers with a number of points.
select customers.customer_id
from points
join customers on customers.customer_key = points.customer_key
where points.points between getvariable('least_points') and getvariable('most_points')
