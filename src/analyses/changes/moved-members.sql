-- One row per customer who was in one of the first segments and is in one of the second.
select customer_id,
from moves
where list_contains(getvariable('segments_before'), segment_before) and list_contains(getvariable('segments_after'), segment_after)
