-- One row per period, group and kind of move: customers, those seen for the first time, times somebody left, and money before, after, gained and given up.
select
  group_name,
  period,
  kind,
  count(*) as customers,
  count(*) filter (where is_first) as first_seen,
  sum(endings) as endings,
  sum(mrr_before) as mrr_before,
  sum(mrr_after) as mrr_after,
  sum(greatest(mrr_after - mrr_before, 0)) as gained,
  sum(greatest(mrr_before - mrr_after, 0)) as given_up,
  sum(days_gained) as days_gained,
from moves
group by all
order by period, group_name, kind
