-- One row per category or product of the order lines, the twenty with most revenue and the rest together.
-- The rest has no count of customers and orders: only the twenty are looked at again.
with sold as (
  select
    case getvariable('kind') when 'category' then category when 'product' then product end as name,
    sum(revenue) as revenue,
  from order_lines
  semi join (select customer_id from customer_facts where orders > 0) as buyers on buyers.customer_id = order_lines.customer_id
  group by name
),

ranked as (
  select name, revenue, row_number() over (order by revenue desc, name) as place
  from sold
),

buyers_of_top as (
  select
    ranked.place,
    count(distinct order_lines.customer_id) as customers,
    count(distinct (order_lines.order_id, order_lines.customer_id, order_lines.ordered_at)) as orders,
  from order_lines
  join ranked
    on ranked.name is not distinct from case getvariable('kind') when 'category' then category when 'product' then product end
  where ranked.place <= 20 and order_lines.is_purchase
  group by ranked.place
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
