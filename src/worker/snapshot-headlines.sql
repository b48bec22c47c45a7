-- One row: the headline numbers of the company, whatever filter is in force.
select
  count(*) as customers,
  count(*) filter (cast(getvariable('as_of') as date) - cast(last_order_at as date) <= 90) as active_customers,
  coalesce(sum(orders), 0) as orders,
  round(coalesce(sum(revenue), 0), 6) as revenue,
from company.customer_facts
where orders > 0
