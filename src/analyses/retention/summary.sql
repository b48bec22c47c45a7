-- One row: how far the grid reaches, and the newest cohort whose first period is over.
with
newest as (
  select max(cohort) as cohort,
  from cells
  where period = 0 and is_complete
)

select
  cast(min(began.first_order_at) as date) as first_on,
  (select cast(last_order_at as date) from data_ends) as last_on,
  cast(min(began.cohort) as date) as first_cohort,
  count(distinct began.cohort) as cohorts,
  count(distinct began.group_name) as groups,
  count(*) as customers,
  cast(any_value(newest.cohort) as date) as newest_cohort,
  count(*) filter (where began.cohort = newest.cohort) as newest_size,
  count(*) filter (where began.cohort = newest.cohort and began.last_period = 0) as newest_silent,
from began
cross join newest
