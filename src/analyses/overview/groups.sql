-- One row per value of the breakdown: customers with a purchase, or everybody where there are no orders.
select
  breakdown.value,
  count(*) as customers,
  sum(facts.orders) as orders,
  count(*) filter (facts.orders > 1) as repeat_customers,
  sum(facts.revenue) as revenue,
  count(customers.is_churned) as with_outcome,
  count(*) filter (customers.is_churned) as churned,
from customer_facts as facts
join breakdown on breakdown.customer_id = facts.customer_id
join customers on customers.customer_id = facts.customer_id
where facts.orders > 0 or not getvariable('has_orders')
group by breakdown.value
order by sum(facts.revenue) desc, count(*) desc, breakdown.value
