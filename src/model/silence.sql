-- One row: the usual gap that nine in ten customers with two order days keep to, and how long orders have been seen.
select
  quantile_cont(median_gap_days, 0.9) as usual_gap,
  count(median_gap_days) as returned,
  cast(getvariable('as_of') as date) - cast(min(first_order_at) as date) as observed,
from company.customer_facts
