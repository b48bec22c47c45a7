-- One row per customer of the segments named who has been silent for longer than is usual for them, but not for so long that they count as gone.
select customer_id,
from scores
where
  list_contains(getvariable('segments'), segment)
  and recency_days > median_gap_days
  and recency_days <= coalesce(getvariable('gone_after'), recency_days)
