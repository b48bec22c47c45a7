-- One row per customer who is there, but silent for over twice their own usual gap.
select customer_facts.customer_id,
from departures
join customer_facts on customer_facts.customer_key = departures.customer_key
where not has_left and silence > 2 * median_gap_days and order_days > 2
