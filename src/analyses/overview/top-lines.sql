-- One row per category or product of the order lines, the twenty with most revenue and the rest together.
-- The rest has no count of customers and orders: only the twenty are looked at again.
with without_purchase as (
  select customer_key
  from customer_facts
  where orders = 0
),

sold as (
  select
    case getvariable('kind') when 'category' then category when 'product' then product end as name,
    sum(revenue) as revenue,
  from order_lines
  anti join without_purchase on without_purchase.customer_key = order_lines.customer_key
  group by name
),

ranked as (
  select name, revenue, row_number() over (order by revenue desc, name) as place
  from sold
),

top as (
  select name, place
  from ranked
  where place <= 20
),

buyers_of_top as (
  select
    top.place,
    count(distinct order_lines.customer_key) as customers,
    count(distinct order_lines.order_key) as orders,
  from order_lines
  join top
    on top.name is not distinct from case getvariable('kind') when 'category' then category when 'product' then product end
  where order_lines.is_purchase
  group by top.place
)

select
  case when ranked.place <= 20 then coalesce(ranked.name, 'Not known') end as name,
  count(ranked.name) as names,
  max(buyers_of_top.customers) as customers,
  max(buyers_of_top.orders) as orders,
  sum(ranked.revenue) as revenue,
from ranked
left join buyers_of_top on buyers_of_top.place = ranked.place
group by least(ranked.place, 21), case when ranked.place <= 20 then coalesce(ranked.name, 'Not known') end
order by least(ranked.place, 21)
