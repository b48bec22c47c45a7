-- One row per customer with a value in a column of the customers table.
select customer_id
from customers
where coalesce(
  case getvariable('kind')
    when 'country' then country
    when 'region' then region
    when 'city' then city
    when 'plan' then plan
    when 'status' then status
    when 'industry' then industry
    when 'gender' then gender
    when 'source' then source
  end,
  'Not known'
) = getvariable('value')
