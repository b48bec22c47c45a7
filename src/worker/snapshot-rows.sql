-- One row per customer of a load that is kept, from one place to another.
select customer_id, first_at, last_at, orders, revenue, segment,
from snapshots.customer_states
where load_id = getvariable('load_id')
order by customer_id
limit getvariable('most') offset getvariable('from_place')
