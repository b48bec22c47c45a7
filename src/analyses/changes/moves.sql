-- One row per customer of either state, with the segment in each: 1 + cut points strictly below the value, recency reversed.
with scored as (
  select
    *,
    getvariable('before_r_levels') - cuts_passed(before_recency_days, getvariable('before_r_cuts')) as before_r_score,
    1 + cuts_passed(before_orders, getvariable('before_f_cuts')) as before_f_score,
    getvariable('after_r_levels') - cuts_passed(after_recency_days, getvariable('after_r_cuts')) as after_r_score,
    1 + cuts_passed(after_orders, getvariable('after_f_cuts')) as after_f_score,
  from states
)

select
  *,
  -- The segments of all pairs of scores in a row, recency slowest.
  if(is_before, getvariable('before_segments')[(before_r_score - 1) * getvariable('before_f_levels') + before_f_score], 'Not yet a customer') as segment_before,
  if(is_after, getvariable('after_segments')[(after_r_score - 1) * getvariable('after_f_levels') + after_f_score], 'Gone') as segment_after,
from scored
