-- Customers who came lately, are no members yet, and have enough points.
select customers.customer_id
from points
join customers on customers.customer_key = points.customer_key
left join customer_facts as facts on facts.customer_key = points.customer_key
where
  not points.is_member
  and points.points >= getvariable('least_points')
  and coalesce(facts.first_order_at, customers.joined_on) >= cast(getvariable('as_of') as date) - cast(getvariable('since_days') as integer)
