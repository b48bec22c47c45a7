-- One row per thing that is told of the customer, in any table, the oldest first, and last what has no date.
with things as (
  select
    ordered_at as happened_at,
    if(is_return, 'returns', 'orders') as "table",
    concat_ws(', ', order_id, channel, campaign) as what,
    revenue as amount,
  from orders
  left join order_ids on order_ids.order_key = orders.order_key
  where customer_id = getvariable('customer')

  union all
  select happened_at, 'events', concat_ws(', ', event, page, source), value
  from events
  where customer_id = getvariable('customer')

  union all
  select answered_at, 'feedback', concat_ws(', ', kind, if(score is null, null, printf('%g of %g', score, scale_high)), comment), null
  from feedback
  where customer_id = getvariable('customer')

  union all
  select opened_at, 'tickets', concat_ws(', ', ticket_id, category, if(closed_at is null, 'open', 'opened')), null
  from tickets
  where customer_id = getvariable('customer')

  union all
  select closed_at, 'tickets', concat_ws(', ', ticket_id, category, 'closed'), null
  from tickets
  where customer_id = getvariable('customer') and closed_at is not null

  union all
  select started_on, 'subscriptions', concat_ws(', ', plan, 'began'), mrr
  from subscriptions
  where customer_id = getvariable('customer')

  union all
  select ended_on, 'subscriptions', concat_ws(', ', plan, 'ended'), mrr
  from subscriptions
  where customer_id = getvariable('customer') and ended_on < cast(getvariable('as_of') as date)

  union all
  select happened_at, 'touches', concat_ws(', ', channel, campaign, variant), cost
  from touches
  where customer_id = getvariable('customer')

  union all
  select joined_on, 'customers', 'joined', null
  from customers
  where customer_id = getvariable('customer') and joined_on is not null

  union all
  select ended_on, 'customers', 'left', null
  from customers
  where customer_id = getvariable('customer') and ended_on < cast(getvariable('as_of') as date)
)

select happened_at, "table", what, amount
from things
order by happened_at nulls last, "table", what
