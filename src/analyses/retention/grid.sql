-- One row per cohort and period, all groups together: the newest cohorts and their first periods, as far as a picture goes.
select
  cohort,
  period,
  cast(sum(size) as bigint) as size,
  cast(sum(retained) as bigint) as retained,
  sum(revenue) as revenue,
  sum(revenue_squares) as revenue_squares,
  sum(revenue_products) as revenue_products,
  sum(first_revenue) as first_revenue,
  sum(first_squares) as first_squares,
  bool_and(is_complete) as is_complete,
from cells
where
  period < getvariable('most_periods')
  and cohort in (select cohort from cells group by cohort order by cohort desc limit getvariable('most_cohorts'))
group by cohort, period
order by cohort, period
