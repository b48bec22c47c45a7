-- One row per customer with the words in the column `dimension`.
select
  customer_key,
  cast(null as double) as amount,
  cast(columns(name -> name = getvariable('dimension')) as varchar) as label,
from wide
