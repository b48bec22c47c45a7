-- One row per customer of the earlier state.
select before_recency_days as recency_days, before_orders as frequency,
from states
where is_before
