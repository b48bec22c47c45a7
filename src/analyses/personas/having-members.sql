-- Customers of the group portrayed of whom one trait holds.
select distinct customers.customer_id
from marks
join customers on customers.customer_key = marks.customer_key
where
  if(getvariable('is_of_best'), marks.is_best, marks.persona = getvariable('persona'))
  and marks.feature = getvariable('trait')
  and list_contains(getvariable('trait_values'), marks.value)
