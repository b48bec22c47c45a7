-- One row per customer of a group (null: all) who left, or is still there, after a stay over one length (0 included) up to another (null: no end).
select customer_id,
from stays
where
  (getvariable('in_group') is null or group_name = getvariable('in_group'))
  and (getvariable('state') = 'all' or has_left = (getvariable('state') = 'left'))
  and (time > getvariable('from_time') or getvariable('from_time') = 0)
  and (getvariable('to_time') is null or time <= getvariable('to_time'))
