-- One row per customer of a group (null: any) who moved in one way in one period.
select customer_id,
from moves
where
  kind = getvariable('kind')
  and period = cast(getvariable('in_period') as date)
  and (getvariable('in_group') is null or group_name = getvariable('in_group'))
