-- One row per month from the first order to the last, also where nothing was sold. Revenue is that of customers with a purchase,
-- net of returns. A month is complete when the data reach over all of it. A kept segment that stopped ordering does not end the data.
with seen as (
  select seen_from, seen_until
  from spans
  where kind = 'orders'
),

span as (
  select
    date_trunc('month', min(first_order_at)) as first_month,
    date_trunc('month', (select last_order_at from data_ends)) as last_month,
  from customer_facts
  where orders > 0
),

months as (
  select cast(unnest(generate_series(cast(first_month as timestamp), cast(last_month as timestamp), interval 1 month)) as date) as month
  from span
),

sold as (
  select
    month,
    sum(customer_periods.orders) as orders,
    count(*) filter (where customer_periods.orders > 0) as customers,
    sum(customer_periods.revenue) as revenue,
    sum(customer_periods.revenue * customer_periods.revenue) as revenue_squares,
  from customer_periods
  join customer_facts on customer_facts.customer_key = customer_periods.customer_key
  where customer_facts.orders > 0
  group by month
),

begun as (
  select cast(date_trunc('month', first_order_at) as date) as month, count(*) as new_customers,
  from customer_facts
  where orders > 0
  group by cast(date_trunc('month', first_order_at) as date)
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
  coalesce(begun.new_customers, 0) as new_customers,
  coalesce(sold.revenue, 0) as revenue,
  coalesce(sold.revenue_squares, 0) as revenue_squares,
  every_month.month >= seen.seen_from and seen.seen_until >= last_day(every_month.month) as is_complete,
  greatest(every_month.month, cast(data_ends.first_order_at as date)) as first_day,
  least(last_day(every_month.month), cast(data_ends.last_order_at as date)) as last_day,
from every_month
cross join data_ends
cross join seen
left join sold on sold.month = every_month.month
left join begun on begun.month = every_month.month
order by every_month.month
