-- Customers in the order of their keys, ten thousand a row: of each a letter for the bin that they are in, or none, and then '!'.
with
binned as (
  select
    customer_key,
    if(
      label is null,
      if(amount is null, null, len(list_filter(getvariable('edges'), edge -> edge <= amount))),
      coalesce(list_position(getvariable('labels'), label) - 1, len(getvariable('labels')))
    ) as bin,
  from valued
)

select string_agg(concat(chr(cast(35 + bin as integer)), '!'), '' order by customer_key) as letters
from binned
group by customer_key // 10000
order by customer_key // 10000
