-- One row per country or channel of the orders, the twenty with most revenue and the rest together.
with sold as (
  select
    case getvariable('kind') when 'country' then orders.country when 'channel' then orders.channel end as name,
    orders.customer_id,
    orders.is_purchase,
    orders.revenue,
  from orders
  semi join (select customer_id from customer_facts where orders > 0) as buyers on buyers.customer_id = orders.customer_id
),

ranked as (
  select name, row_number() over (order by sum(revenue) desc, name) as place
  from sold
  group by name
),

placed as (
  select
    case when place <= 20 then place else 21 end as place,
    case when place <= 20 then coalesce(ranked.name, 'Not known') end as name,
    ranked.name as full_name,
    customer_id,
    is_purchase,
    revenue,
  from sold
  join ranked on ranked.name is not distinct from sold.name
)

select
  name,
  count(distinct full_name) as names,
  count(distinct customer_id) filter (is_purchase) as customers,
  count(*) filter (is_purchase) as orders,
  sum(revenue) as revenue,
from placed
group by place, name
order by place
