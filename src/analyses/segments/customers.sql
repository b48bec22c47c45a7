-- One row per customer with a purchase, for export.
select customers.customer_id, recency_days, frequency, monetary, r_score, f_score, m_score, segment,
from scores
join customers on customers.customer_key = scores.customer_key
order by customers.customer_id
