-- Customers from one place to another, 1 brought most.
select customer_id
from ranked
join customers using (customer_key)
where year is null and place between getvariable('from_place') and getvariable('to_place')
