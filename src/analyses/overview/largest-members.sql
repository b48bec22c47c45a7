-- One row: the customer with most orders, or with most revenue.
select customer_id
from customer_facts
where orders > 0
order by case getvariable('largest_by') when 'orders' then orders else revenue end desc, customer_id
limit 1
