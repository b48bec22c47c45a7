-- One row per value of the breakdown.
select
  breakdown.value,
  count(*) as customers,
  sum(facts.orders) as orders,
  count(*) filter (facts.orders > 1) as repeat_customers,
  sum(facts.revenue) as revenue,
from customer_facts as facts
join breakdown on breakdown.customer_id = facts.customer_id
where facts.orders > 0
group by breakdown.value
order by sum(facts.revenue) desc, breakdown.value
