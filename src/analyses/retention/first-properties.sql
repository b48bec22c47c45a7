-- One row per customer who began long enough ago to be judged and property of the first order: its value, and whether they ordered again in time.
with
begun as (
  select
    customer_facts.customer_key,
    customer_facts.first_order_at,
    first_orders.channel,
    first_orders.campaign,
    first_orders.discount,
    first_orders.revenue,
    -- The orders of one day are one visit: who came back did so on a later day.
    coalesce(first_orders.next_order_at <= customer_facts.first_order_at + to_days(cast(getvariable('within') as integer)), false) as came_back,
  from customer_facts
  join first_orders on first_orders.customer_key = customer_facts.customer_key
  cross join data_ends
  where customer_facts.first_order_at + to_days(cast(getvariable('within') as integer)) <= data_ends.last_order_at
),

quarters as (
  select
    quantile_cont(revenue, 0.25) as lower,
    quantile_cont(revenue, 0.5) as middle,
    quantile_cont(revenue, 0.75) as upper,
    max(discount) > 0 as has_discounts,
    date_diff('month', min(first_order_at), max(first_order_at)) >= 11 as is_year,
    min(first_order_at) as begins_at,
  from begun
)

select customer_key, came_back, 'channel' as feature, channel as value,
from begun
union all
select customer_key, came_back, 'campaign', campaign,
from begun
union all
select customer_key, came_back, 'discount', if(discount > 0, 'with a discount', 'without a discount'),
from begun
cross join quarters
where quarters.has_discounts
union all
select
  customer_key,
  came_back,
  'amount',
  case
    when revenue <= lower then 'lowest quarter'
    when revenue <= middle then 'second quarter'
    when revenue <= upper then 'third quarter'
    else 'highest quarter'
  end,
from begun
cross join quarters
where revenue is not null and lower < middle and middle < upper
union all
-- A number, so that each reader's language names the month. In the month in which the data begin, whoever had bought before counts as new.
select customer_key, came_back, 'month', cast(month(first_order_at) as varchar),
from begun
cross join quarters
where quarters.is_year and date_trunc('month', first_order_at) > date_trunc('month', quarters.begins_at)
union all
select distinct begun.customer_key, begun.came_back, 'product', order_lines.product,
from begun
join order_lines
  on order_lines.customer_key = begun.customer_key
  and cast(order_lines.ordered_at as date) = cast(begun.first_order_at as date)
where order_lines.is_purchase
union all
select distinct begun.customer_key, begun.came_back, 'category', order_lines.category,
from begun
join order_lines
  on order_lines.customer_key = begun.customer_key
  and cast(order_lines.ordered_at as date) = cast(begun.first_order_at as date)
where order_lines.is_purchase
