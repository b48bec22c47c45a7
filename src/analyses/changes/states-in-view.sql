-- One row per customer in view, of the data or of a load: segments are named as among all customers, whatever the filter.
select *
from all_states
where customer_id in (select customer_id from customers union all select customer_id from customer_states)
