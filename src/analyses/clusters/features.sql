-- One row per customer with everything that groups can be made of: what they did until the as-of date, and the numbers and flags of the table of customers.
with
bought as (
  select
    customer_key,
    count(*) as orders,
    avg(revenue) as order_value,
    cast(cast(getvariable('as_of') as date) - cast(max(ordered_at) as date) as double) as silence,
    cast(cast(getvariable('as_of') as date) - cast(min(ordered_at) as date) as double) as known_for,
    avg(if(discount > 0, 1, 0)) filter (where discount is not null) as discounted,
    avg(if(month(ordered_at) >= 11, 1, 0)) as late_in_year,
  from orders
  where is_purchase and ordered_at < cast(getvariable('as_of') as date)
  group by customer_key
),

brought as (
  select customer_key, sum(revenue) as revenue, count(*) filter (where is_return) as returns,
  from orders
  where ordered_at < cast(getvariable('as_of') as date)
  group by customer_key
),

gaps as (
  select customer_key, median(gap_before) as usual_gap,
  from order_days
  where day < cast(getvariable('as_of') as date)
  group by customer_key
),

baskets as (
  select customer_key, count(distinct product_key) as products, count(distinct category) as categories,
  from order_lines
  where is_purchase and ordered_at < cast(getvariable('as_of') as date)
  group by customer_key
),

done as (
  select
    customer_id,
    count(*) as events,
    count(distinct event) as event_kinds,
    cast(cast(getvariable('as_of') as date) - cast(max(happened_at) as date) as double) as event_silence,
    epoch(max(happened_at) - min(happened_at)) / 86400 as event_span,
  from events
  where happened_at < cast(getvariable('as_of') as date)
  group by customer_id
),

subscribed as (
  select customer_id, count(*) as subscriptions
  from subscriptions
  group by customer_id
),

asked as (
  select customer_id, count(*) as tickets,
  from tickets
  where opened_at is null or opened_at < cast(getvariable('as_of') as date)
  group by customer_id
),

said as (
  select customer_id, avg(score) as score,
  from feedback
  group by customer_id
),

attributes as (
  select
    customer_key,
    cast(columns(name -> list_contains(getvariable('numbers'), name)) as double),
  from customers
)

select
  customers.customer_id,
  bought.orders,
  bought.order_value,
  bought.silence,
  bought.known_for,
  gaps.usual_gap,
  brought.revenue,
  brought.returns,
  bought.discounted,
  bought.late_in_year,
  baskets.products,
  baskets.categories,
  done.* exclude (customer_id),
  if(any_subscriptions.are_there, coalesce(subscribed.subscriptions, 0), null) as subscriptions,
  if(any_tickets.are_there, coalesce(asked.tickets, 0), null) as tickets,
  said.score,
  attributes.* exclude (customer_key),
from customers
cross join (select count(*) > 0 as are_there from subscriptions) as any_subscriptions
cross join (select count(*) > 0 as are_there from tickets) as any_tickets
left join bought on bought.customer_key = customers.customer_key
left join brought on brought.customer_key = customers.customer_key
left join gaps on gaps.customer_key = customers.customer_key
left join baskets on baskets.customer_key = customers.customer_key
left join done on done.customer_id = customers.customer_id
left join subscribed on subscribed.customer_id = customers.customer_id
left join asked on asked.customer_id = customers.customer_id
left join said on said.customer_id = customers.customer_id
left join attributes on attributes.customer_key = customers.customer_key
