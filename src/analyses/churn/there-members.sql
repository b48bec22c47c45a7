-- One row per customer of a group (null: any) who is there at the as-of date.
select breakdown.customer_id,
from departures
join breakdown on breakdown.customer_key = departures.customer_key
where not has_left and (getvariable('in_group') is null or breakdown.value = getvariable('in_group'))
