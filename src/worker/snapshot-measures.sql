-- One row per customer of the company with a purchase.
select
  cast(date_sub('day', last_order_at, cast(getvariable('as_of') as timestamp)) as double) as recency_days,
  cast(orders as double) as frequency,
from company.customer_facts
where orders > 0
