-- One row per selected customer from one place to another.
select customer_id, name, email, country, segment, orders, revenue, first_order_at, last_order_at, silent_days, usual_gap_days,
from ranked
where place > getvariable('from_place') and place <= getvariable('to_place')
order by place
