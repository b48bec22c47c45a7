-- One row per pattern of buying before a day, among customers drawn by their number: order days after the first, days from the first to the last, and to the day.
with
known as (
  select
    customer_key,
    count(*) - 1 as repeats,
    max(day) - min(day) as recency,
    cast(getvariable('until') as date) - min(day) as age,
  from order_gaps
  where day < cast(getvariable('until') as date)
  group by customer_key
),

bought as (
  select known.*,
  from known
  join customers on customers.customer_key = known.customer_key
  order by hash(customers.customer_id)
  limit getvariable('most_customers')
)

select repeats, recency, age, count(*) as customers
from bought
group by all
order by all
