-- One row per customer with everything of which a customer has one value: what they did, and what the tables of customers tell. Counts
-- of other tables are made where `dimensions` ask for them; the columns before those of orders are there so that a select always finds one.
with
done as (
  select
    customer_id,
    count(*) as events,
    date_diff('day', cast(max(happened_at) as date), cast(getvariable('as_of') as date)) as event_silence,
  from events
  where list_has_any(getvariable('dimensions'), ['events', 'event_silence'])
  group by customer_id
),

asked as (
  select customer_id, count(*) as tickets,
  from tickets
  where list_contains(getvariable('dimensions'), 'tickets')
  group by customer_id
),

said as (
  select customer_id, avg(score) as score,
  from feedback
  where list_contains(getvariable('dimensions'), 'score') and kind = (select mode(kind) from feedback)
  group by customer_id
)

select
  customers.*,
  0.0 as everyone,
  cast(null as date) as no_date,
  cast(null as varchar) as no_text,
  cast(null as boolean) as no_flag,
  date_diff('day', cast(facts.last_order_at as date), cast(getvariable('as_of') as date)) as silent,
  facts.orders,
  facts.revenue,
  facts.revenue_gross / nullif(facts.orders, 0) as order_value,
  facts.median_gap_days as usual_gap,
  cast(facts.first_order_at as date) as first_order,
  cast(facts.last_order_at as date) as last_order,
  done.events,
  done.event_silence,
  coalesce(asked.tickets, 0) as tickets,
  said.score,
from customers
left join customer_facts as facts on facts.customer_key = customers.customer_key
left join done on done.customer_id = customers.customer_id
left join asked on asked.customer_id = customers.customer_id
left join said on said.customer_id = customers.customer_id
