-- One row per customer and day with a purchase, customer by customer and day by day: the orders, what they brought, days since the day before and until the next (null: there is none).
create table company.order_days as
with
days as (
  select
    customer_key,
    cast(ordered_at as date) as day,
    cast(count(*) as integer) as orders,
    sum(revenue) as revenue,
  from company.keyed_orders
  where is_purchase
  group by all
),

in_order as (
  select *
  from days
  order by customer_key, day
)

-- Beside each other as they lie: a window by customer would sort them all a second time.
select
  *,
  if(lag(customer_key) over () = customer_key, day - lag(day) over (), null)::integer as gap_before,
  if(lead(customer_key) over () = customer_key, lead(day) over () - day, null)::integer as gap_after,
from in_order
