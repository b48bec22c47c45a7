-- One row per customer of a group (null: any) who is there at the as-of date.
select customer_id,
from moves
where getvariable('in_group') is null or group_name = getvariable('in_group')
group by customer_id
having arg_max(kind, period) in ('new', 'back', 'stayed')
