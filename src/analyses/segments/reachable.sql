-- One row: of the customers of the segments named, those who have been silent for longer than is usual for them, but not for so long that they count as gone; and those who count as gone.
select
  count(*) filter (where recency_days > median_gap_days and recency_days <= coalesce(getvariable('gone_after'), recency_days)) as customers,
  count(*) filter (where recency_days > getvariable('gone_after')) as gone,
from scores
where list_contains(getvariable('segments'), segment)
