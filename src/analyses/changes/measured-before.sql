-- One row per customer, in view or not, of the earlier state.
select before_recency_days as recency_days, before_orders as frequency,
from all_states
where is_before
