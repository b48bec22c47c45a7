-- One row: customers in view.
select count(*) as customers,
from customers
