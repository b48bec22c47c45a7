-- One row per customer with a purchase in the month; with new_only, those whose first it was.
select customer_facts.customer_id
from orders
join customer_facts on customer_facts.customer_key = orders.customer_key
where
  orders.is_purchase
  and strftime(orders.ordered_at, '%Y-%m') = getvariable('month')
  and (not getvariable('new_only') or strftime(customer_facts.first_order_at, '%Y-%m') = getvariable('month'))
group by customer_facts.customer_id
