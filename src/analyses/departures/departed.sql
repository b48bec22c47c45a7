-- One row per group: customers whom the source tells of, those who left for good, and those who are there but silent for over twice their own usual gap.
select
  breakdown.value as group_name,
  count(*) as known,
  count(*) filter (where has_left) as gone,
  count(*) filter (where not has_left and silence > 2 * median_gap_days and order_days > 2) as late,
  sum(pauses) as pauses,
from departures
join breakdown on breakdown.customer_key = departures.customer_key
left join customer_facts on customer_facts.customer_key = departures.customer_key
group by breakdown.value
