-- One row per period, over the cohorts for which it is complete: all groups together (group_name null), then each group.
select
  group_name,
  period,
  count(distinct cohort) as cohorts,
  cast(max(cohort) as date) as last_cohort,
  cast(sum(size) as bigint) as size,
  cast(sum(retained) as bigint) as retained,
  sum(revenue) as revenue,
  sum(revenue_squares) as revenue_squares,
  sum(revenue_products) as revenue_products,
  sum(first_revenue) as first_revenue,
  sum(first_squares) as first_squares,
from cells
where is_complete and period >= 1 and period < getvariable('most_periods')
group by grouping sets ((period), (group_name, period))
order by group_name nulls first, period
