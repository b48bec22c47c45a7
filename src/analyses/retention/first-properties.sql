-- One row per customer who began long enough ago to be judged and property of the first order: its value, and whether they ordered again in time.
with
observed as (
  -- The end of the orders, whoever is filtered away.
  select max(ordered_at) as ended_at,
  from company.orders
),

beginners as (
  select customer_facts.customer_id, customer_facts.first_order_at,
  from customer_facts
  cross join observed
  where customer_facts.first_order_at + to_days(cast(getvariable('within') as integer)) <= observed.ended_at
),

-- The orders of one day are one visit, here and below: who came back did so on a later day.
first_orders as (
  select
    beginners.customer_id,
    bool_or(cast(orders.ordered_at as date) > cast(beginners.first_order_at as date)) as came_back,
    any_value(beginners.first_order_at) as first_order_at,
    min(orders.channel) filter (where cast(orders.ordered_at as date) = cast(beginners.first_order_at as date)) as channel,
    min(orders.campaign) filter (where cast(orders.ordered_at as date) = cast(beginners.first_order_at as date)) as campaign,
    max(orders.discount) filter (where cast(orders.ordered_at as date) = cast(beginners.first_order_at as date)) as discount,
    sum(orders.revenue) filter (where cast(orders.ordered_at as date) = cast(beginners.first_order_at as date)) as revenue,
  from beginners
  join orders on orders.customer_id = beginners.customer_id
  where
    orders.is_purchase
    and (
      cast(orders.ordered_at as date) = cast(beginners.first_order_at as date)
      or orders.ordered_at <= beginners.first_order_at + to_days(cast(getvariable('within') as integer))
    )
  group by beginners.customer_id
),

quarters as (
  select
    quantile_cont(revenue, 0.25) as lower,
    quantile_cont(revenue, 0.5) as middle,
    quantile_cont(revenue, 0.75) as upper,
    max(discount) > 0 as has_discounts,
    date_diff('month', min(first_order_at), max(first_order_at)) >= 11 as is_year,
    min(first_order_at) as begins_at,
  from first_orders
)

select customer_id, came_back, 'channel' as feature, channel as value,
from first_orders
union all
select customer_id, came_back, 'campaign', campaign,
from first_orders
union all
select customer_id, came_back, 'discount', if(discount > 0, 'with a discount', 'without a discount'),
from first_orders
cross join quarters
where quarters.has_discounts
union all
select
  customer_id,
  came_back,
  'amount',
  case
    when revenue <= lower then 'lowest quarter'
    when revenue <= middle then 'second quarter'
    when revenue <= upper then 'third quarter'
    else 'highest quarter'
  end,
from first_orders
cross join quarters
where revenue is not null and lower < middle and middle < upper
union all
-- A number, so that each reader's language names the month. In the month in which the data begin, whoever had bought before counts as new.
select customer_id, came_back, 'month', cast(month(first_order_at) as varchar),
from first_orders
cross join quarters
where quarters.is_year and date_trunc('month', first_order_at) > date_trunc('month', quarters.begins_at)
union all
select distinct first_orders.customer_id, first_orders.came_back, 'product', order_lines.product,
from first_orders
join order_lines
  on order_lines.customer_id = first_orders.customer_id
  and cast(order_lines.ordered_at as date) = cast(first_orders.first_order_at as date)
where order_lines.is_purchase
union all
select distinct first_orders.customer_id, first_orders.came_back, 'category', order_lines.category,
from first_orders
join order_lines
  on order_lines.customer_id = first_orders.customer_id
  and cast(order_lines.ordered_at as date) = cast(first_orders.first_order_at as date)
where order_lines.is_purchase
