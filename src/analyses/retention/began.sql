-- One row per customer with a purchase: the cohort, and in which period of their own they were last seen.
select
  customer_facts.customer_key,
  customer_facts.customer_id,
  breakdown.value as group_name,
  customer_facts.first_order_at,
  cast(date_trunc(getvariable('period'), customer_facts.first_order_at) as date) as cohort,
  periods_since(getvariable('counted'), getvariable('period'), customer_facts.first_order_at, customer_facts.last_order_at) as last_period,
from customer_facts
join breakdown on breakdown.customer_key = customer_facts.customer_key
where customer_facts.first_order_at is not null
