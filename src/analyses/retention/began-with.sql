-- One row per customer whose first order had a value: those who ordered again in time, or those who did not.
select customers.customer_id,
from properties
join customers on customers.customer_key = properties.customer_key
where feature = getvariable('feature') and value = getvariable('feature_value') and came_back = getvariable('came_back')
