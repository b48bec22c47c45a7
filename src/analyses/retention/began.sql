-- One row per customer with a purchase: the cohort, and in which period of their own they were last seen.
select
  customer_facts.customer_key,
  customer_facts.customer_id,
  breakdown.value as group_name,
  customer_facts.first_order_at,
  cast(date_trunc(getvariable('period'), customer_facts.first_order_at) as date) as cohort,
  case
    when getvariable('counted') = 'calendar'
      then date_diff(
        getvariable('period'),
        date_trunc(getvariable('period'), customer_facts.first_order_at),
        date_trunc(getvariable('period'), customer_facts.last_order_at)
      )
    else floor(
      epoch(customer_facts.last_order_at - customer_facts.first_order_at)
      / 86400
      / case getvariable('period') when 'day' then 1 when 'week' then 7 when 'month' then 30 when 'quarter' then 90 else 365 end
    )
  end as last_period,
from customer_facts
join breakdown on breakdown.customer_key = customer_facts.customer_key
where customer_facts.first_order_at is not null
