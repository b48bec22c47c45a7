-- One row per customer of the thousand who weigh most in revenue: those a resampling must draw one by one.
select segment, revenue,
from scores
join customers on customers.customer_key = scores.customer_key
order by abs(revenue) desc, customers.customer_id
limit 1000
