-- One row per customer with the yes or no in the column `dimension`.
select
  customer_key,
  cast(null as double) as amount,
  map_extract(map {true: 'Yes', false: 'No'}, cast(columns(name -> name = getvariable('dimension')) as boolean))[1] as label,
from wide
