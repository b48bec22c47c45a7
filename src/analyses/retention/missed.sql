-- One row per customer of a run of cohorts who did not.
select began.customer_id,
from began
left join returned on returned.customer_id = began.customer_id
where
  returned.customer_id is null
  and began.cohort between cast(getvariable('from_cohort') as date) and cast(getvariable('to_cohort') as date)
  and (getvariable('in_group') is null or began.group_name = getvariable('in_group'))
