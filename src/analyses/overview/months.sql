-- One row per month from the first order to the last, also where nothing was sold. Revenue is that of customers with a purchase,
-- net of returns. A month is complete when the data reach over all of it.
with ends as (
  select
    min(ordered_at) as first_at,
    max(ordered_at) as last_at,
  -- Unfiltered: a kept segment that stopped ordering does not end the data.
  from company.orders
),

span as (
  select
    min(date_trunc('month', first_order_at)) as first_month,
    (select date_trunc('month', last_at) from ends) as last_month,
  from customer_facts
  where orders > 0
),

months as (
  select cast(unnest(generate_series(cast(first_month as timestamp), cast(last_month as timestamp), interval 1 month)) as date) as month
  from span
),

buyers as (
  select customer_id, cast(date_trunc('month', first_order_at) as date) as first_month
  from customer_facts
  where orders > 0
),

-- By customer and month first: one pass, and counting customers needs no second look at the orders.
bought as (
  select
    orders.customer_id,
    cast(date_trunc('month', ordered_at) as date) as month,
    count(*) filter (is_purchase) as orders,
    sum(revenue) as revenue,
  from orders
  group by orders.customer_id, cast(date_trunc('month', ordered_at) as date)
),

sold as (
  select
    bought.month,
    sum(bought.orders) as orders,
    count(*) filter (bought.orders > 0) as customers,
    count(*) filter (bought.orders > 0 and buyers.first_month = bought.month) as new_customers,
    sum(bought.revenue) as revenue,
  from bought
  join buyers on buyers.customer_id = bought.customer_id
  group by bought.month
),

-- A return before the first purchase in view has a month of its own.
every_month as (
  select month from months
  union
  select month from sold
)

select
  strftime(every_month.month, '%Y-%m') as month,
  coalesce(sold.orders, 0) as orders,
  coalesce(sold.customers, 0) as customers,
  coalesce(sold.new_customers, 0) as new_customers,
  coalesce(sold.revenue, 0) as revenue,
  every_month.month >= cast(ends.first_at as date)
    and cast(ends.last_at as date) >= last_day(every_month.month) as is_complete,
  greatest(every_month.month, cast(ends.first_at as date)) as first_day,
  least(last_day(every_month.month), cast(ends.last_at as date)) as last_day,
from every_month
cross join ends
left join sold on sold.month = every_month.month
order by every_month.month
