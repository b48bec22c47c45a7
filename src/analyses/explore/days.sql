-- One row per customer with the date in the column `dimension`, as days since 1970.
select
  customer_key,
  cast(date_diff('day', date '1970-01-01', cast(columns(name -> name = getvariable('dimension')) as date)) as double) as amount,
  cast(null as varchar) as label,
from wide
