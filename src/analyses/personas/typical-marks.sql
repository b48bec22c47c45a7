-- One row per thing that lists and first orders say of one customer.
select feature, value,
from marks
where customer_key = getvariable('customer_key') and value is not null and is_base
order by feature
