-- Customers of the group portrayed.
select customers.customer_id
from portrayed
join customers on customers.customer_key = portrayed.customer_key
where if(getvariable('is_of_best'), portrayed.is_best, portrayed.persona = getvariable('persona'))
