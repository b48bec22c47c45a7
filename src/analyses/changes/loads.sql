-- One row per load, the oldest first, the one in force last.
select load_id, taken_at, as_of, label, customers, active_customers, orders, revenue, is_kept, is_current,
from loads
order by is_current, taken_at, load_id
