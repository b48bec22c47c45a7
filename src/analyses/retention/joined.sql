-- One row per customer of a run of cohorts.
select customer_id,
from began
where
  cohort between cast(getvariable('from_cohort') as date) and cast(getvariable('to_cohort') as date)
  and (getvariable('in_group') is null or group_name = getvariable('in_group'))
