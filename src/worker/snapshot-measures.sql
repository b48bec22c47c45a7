-- One row per customer of the company with a purchase.
select
  cast(cast(getvariable('as_of') as date) - cast(last_order_at as date) as double) as recency_days,
  cast(orders as double) as frequency,
from company.customer_facts
where orders > 0
