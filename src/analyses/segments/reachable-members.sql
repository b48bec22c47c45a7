-- One row per customer of the segments named who has been silent for longer than is usual for them, but not for so long that they count as gone.
select customers.customer_id,
from scores
join customers on customers.customer_key = scores.customer_key
where
  list_contains(getvariable('segments'), segment)
  and recency_days > median_gap_days
  and recency_days <= coalesce(getvariable('gone_after'), recency_days)
