-- One row per customer with a purchase in a country, channel, category or product.
select customer_id
from orders
where is_purchase
  and coalesce(case getvariable('kind') when 'country' then country when 'channel' then channel end, 'Not known') = getvariable('value')
  and getvariable('kind') in ('country', 'channel')
group by customer_id
union
select customer_id
from order_lines
where is_purchase
  and coalesce(case getvariable('kind') when 'category' then category when 'product' then product end, 'Not known') = getvariable('value')
  and getvariable('kind') in ('category', 'product')
group by customer_id
