-- One row per customer, in view or not, of the later state.
select after_recency_days as recency_days, after_orders as frequency,
from all_states
where is_after
