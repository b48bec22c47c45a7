select customer_id, item, last_on as last_at, usual_days, due_on, low, high, state
from due
order by due_on, customer_id, item
