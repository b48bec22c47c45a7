-- One row per customer with the number in the column `dimension`.
select
  customer_key,
  cast(columns(name -> name = getvariable('dimension')) as double) as amount,
  cast(null as varchar) as label,
from wide
