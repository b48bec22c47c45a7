-- One row per customer who left in a period or later and is not back.
select customer_id,
from moves
group by customer_id
having arg_max(kind, period) in ('lost', 'passing') and max(period) >= cast(getvariable('from_period') as date)
