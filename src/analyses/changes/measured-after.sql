-- One row per customer of the later state.
select after_recency_days as recency_days, after_orders as frequency,
from states
where is_after
