-- One row: the usual gap that nine in ten customers with two order days keep to, how many they are, and the first day with a purchase.
with
usual as (
  select customer_key, median(gap_after) as gap, min(day) as first_day
  from order_gaps
  group by customer_key
)

select
  quantile_cont(gap, 0.9) as usual_gap,
  count(gap) as returned,
  count(*) as customers,
  min(first_day) as first_day,
from usual
