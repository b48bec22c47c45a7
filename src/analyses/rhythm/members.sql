-- Customers in some of the states, or due from one day until another; of one item where it is named.
select distinct customer_id
from due
where
  list_contains(getvariable('states'), state)
  and (getvariable('from_day') = '' or due_on >= try_cast(getvariable('from_day') as date))
  and (getvariable('to_day') = '' or due_on <= try_cast(getvariable('to_day') as date))
  and (getvariable('of_item') = '' or item = getvariable('of_item'))
