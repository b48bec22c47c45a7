-- One row: the usual gap that nine in ten customers with two order days keep to, how many they are, and the first day with an order.
select
  quantile_cont(median_gap_days, 0.9) as usual_gap,
  count(median_gap_days) as returned,
  cast(min(first_order_at) as date) as first_day,
from company.order_facts
