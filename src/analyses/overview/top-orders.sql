-- One row per country or channel of the orders, the twenty with most revenue and the rest together.
with without_purchase as (
  select customer_key
  from customer_facts
  where orders = 0
),

-- By name and customer first: counting customers then needs no second look at the orders.
bought as (
  select
    case getvariable('kind') when 'country' then country when 'channel' then channel end as name,
    customer_key,
    count(*) filter (is_purchase) as orders,
    sum(revenue) as revenue,
  from orders
  group by name, customer_key
),

sold as (
  select name, customer_key, orders, revenue,
  from bought
  anti join without_purchase on without_purchase.customer_key = bought.customer_key
),

ranked as (
  select name, row_number() over (order by sum(revenue) desc, name) as place
  from sold
  group by name
),

placed as (
  select
    least(ranked.place, 21) as place,
    case when ranked.place <= 20 then coalesce(ranked.name, 'Not known') end as name,
    ranked.name as full_name,
    sold.customer_key,
    sold.orders,
    sold.revenue,
  from sold
  join ranked on ranked.name is not distinct from sold.name
),

-- Up to the twentieth, a name has one row a customer; after that a customer may have several.
counted as (
  select
    place,
    name,
    count(distinct full_name) as names,
    count(*) filter (orders > 0) as customers,
    sum(orders) as orders,
    sum(revenue) as revenue,
  from placed
  group by place, name
),

rest as (
  select count(distinct customer_key) filter (orders > 0) as customers
  from placed
  where place = 21
)

select
  name,
  names,
  case when place = 21 then rest.customers else counted.customers end as customers,
  orders,
  revenue,
from counted
cross join rest
order by place
