-- One row per customer of a group (null: any) who is marked as having left, or as being there.
select customers.customer_id,
from customers
join breakdown on breakdown.customer_id = customers.customer_id
where
  customers.is_churned = getvariable('has_left')
  and (getvariable('in_group') is null or breakdown.value = getvariable('in_group'))
