-- One row per customer of the thousand who weigh most in revenue: those a resampling must draw one by one.
select segment, revenue,
from scores
order by abs(revenue) desc, customer_id
limit 1000
