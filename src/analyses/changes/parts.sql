-- One row per kind of change: what its customers add to each number in either state.
select
  change,
  count(*) filter (is_before) as before_customers,
  count(*) filter (is_after) as after_customers,
  count(*) filter (is_before and before_counted_orders > 0) as before_buyers,
  count(*) filter (is_after and after_counted_orders > 0) as after_buyers,
  count(*) filter (is_before and before_recency_days <= getvariable('active_days')) as before_active,
  count(*) filter (is_after and after_recency_days <= getvariable('active_days')) as after_active,
  sum(before_counted_orders) as before_orders,
  sum(after_counted_orders) as after_orders,
  round(sum(before_counted_revenue), 6) as before_revenue,
  round(sum(after_counted_revenue), 6) as after_revenue,
from states
group by change
order by change
