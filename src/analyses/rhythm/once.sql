-- Customers with one order day, who have no pace.
select count(*) as customers
from (
  select customer_key
  from order_days
  where day < cast(getvariable('as_of') as date)
  group by customer_key
  having count(*) = 1
) as once
