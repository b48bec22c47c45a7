-- One row per product (or category, where products have no names) that the customer bought, net of returns, those with most money first.
select
  coalesce(product, category) as product,
  count(distinct order_key) filter (is_purchase) as orders,
  sum(quantity) as units,
  sum(revenue) as revenue,
  max(ordered_at) filter (is_purchase) as last_at,
  count(*) over () as products,
from order_lines
where customer_key = getvariable('customer_key') and coalesce(product, category) is not null
group by coalesce(product, category)
order by revenue desc nulls last, product
limit 50
