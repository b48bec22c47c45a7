-- One row per pair of segments and kind of change.
select
  segment_before,
  segment_after,
  change,
  count(*) as customers,
  sum(before_revenue) as revenue_before,
  sum(after_revenue) as revenue_after,
from moves
group by segment_before, segment_after, change
order by segment_before, segment_after, change
