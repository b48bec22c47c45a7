-- One row per customer in view: segments are named as among all customers, whatever the filter.
from all_states
semi join customers on customers.customer_id = all_states.customer_id
