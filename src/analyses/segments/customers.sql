-- One row per customer with a purchase, for export.
select customer_id, recency_days, frequency, monetary, r_score, f_score, m_score, segment,
from scores
order by customer_id
