-- One row per customer and value, of that among `dimensions` of which a customer may have many: months as days since 1970, and words.
with
labelled as (
  select customer_key, 'category' as dimension, category as label
  from order_lines
  where is_purchase and list_contains(getvariable('dimensions'), 'category')
  group by all
  union all
  select customer_key, 'product' as dimension, product as label
  from order_lines
  where is_purchase and list_contains(getvariable('dimensions'), 'product')
  group by all
  union all
  select customer_key, 'channel' as dimension, channel as label
  from orders
  where is_purchase and list_contains(getvariable('dimensions'), 'channel')
  group by all
  union all
  select customers.customer_key, 'event' as dimension, events.event as label
  from events
  join customers on customers.customer_id = events.customer_id
  where list_contains(getvariable('dimensions'), 'event')
  group by all
  union all
  select customers.customer_key, 'ticket_category' as dimension, tickets.category as label
  from tickets
  join customers on customers.customer_id = tickets.customer_id
  where list_contains(getvariable('dimensions'), 'ticket_category')
  group by all
  union all
  select customers.customer_key, 'plan_held' as dimension, subscriptions.plan as label
  from subscriptions
  join customers on customers.customer_id = subscriptions.customer_id
  where list_contains(getvariable('dimensions'), 'plan_held')
  group by all
  union all
  select customers.customer_key, 'contact' as dimension, touches.channel as label
  from touches
  join customers on customers.customer_id = touches.customer_id
  where list_contains(getvariable('dimensions'), 'contact')
  group by all
),

dated as (
  select customer_key, 'ordered' as dimension, month
  from customer_periods
  where orders > 0 and list_contains(getvariable('dimensions'), 'ordered')
  union all
  select customers.customer_key, 'happened' as dimension, cast(date_trunc('month', events.happened_at) as date) as month
  from events
  join customers on customers.customer_id = events.customer_id
  where list_contains(getvariable('dimensions'), 'happened')
  group by all
)

select customer_key, dimension, cast(null as double) as amount, label
from labelled
where label is not null
union all
select customer_key, dimension, cast(date_diff('day', date '1970-01-01', month) as double) as amount, null as label
from dated
