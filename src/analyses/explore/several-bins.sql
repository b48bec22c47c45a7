-- Customers in the order of their keys, ten thousand a row: of each a letter for every bin that they are in, and then '!'.
with
binned as (
  select
    customer_key,
    if(
      label is null,
      len(list_filter(getvariable('edges'), edge -> edge <= amount)),
      coalesce(list_position(getvariable('labels'), label) - 1, len(getvariable('labels')))
    ) as bin,
  from valued
  group by all
),

lettered as (
  select customer_key, string_agg(chr(cast(35 + bin as integer)), '') as letters
  from binned
  group by customer_key
)

select string_agg(concat(lettered.letters, '!'), '' order by customers.customer_key) as letters
from customers
left join lettered on lettered.customer_key = customers.customer_key
group by customers.customer_key // 10000
order by customers.customer_key // 10000
