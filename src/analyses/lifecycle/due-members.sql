-- One row per customer who fell silent in a period, is there, and has been silent for longer than is usual for them.
select customer_facts.customer_id,
from statuses
join departures on departures.customer_key = statuses.customer_key
join customer_facts on customer_facts.customer_key = statuses.customer_key
where
  status = 'dormant'
  and started_on = cast(getvariable('at_period') as date)
  and not has_left
  and silence > median_gap_days
