-- One row per customer of a group (null: any) who left for good on a day from one on and before another (null: any day), and has a mark of it where there are no days.
select breakdown.customer_id,
from departures
join breakdown on breakdown.customer_key = departures.customer_key
where
  has_left
  and (getvariable('in_group') is null or breakdown.value = getvariable('in_group'))
  and (getvariable('from_day') is null or left_on >= cast(getvariable('from_day') as date))
  and (getvariable('before_day') is null or left_on < cast(getvariable('before_day') as date))
