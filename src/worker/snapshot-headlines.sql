-- One row: the headline numbers of the company, whatever filter is in force.
select
  count(*) as customers,
  count(*) filter (date_sub('day', last_order_at, cast(getvariable('as_of') as timestamp)) < 90) as active_customers,
  coalesce(sum(orders), 0) as orders,
  round(coalesce(sum(revenue), 0), 6) as revenue,
from company.customer_facts
where orders > 0
