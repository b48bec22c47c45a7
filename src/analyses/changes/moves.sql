-- One row per customer of either state, with the segment in each: 1 + cut points strictly below the value, recency reversed.
with scored as (
  select
    *,
    getvariable('before_r_levels') - case
      when before_recency_days > getvariable('before_r_cuts')[4] then 4
      when before_recency_days > getvariable('before_r_cuts')[3] then 3
      when before_recency_days > getvariable('before_r_cuts')[2] then 2
      when before_recency_days > getvariable('before_r_cuts')[1] then 1
      else 0
    end as before_r_score,
    case
      when before_orders > getvariable('before_f_cuts')[4] then 5
      when before_orders > getvariable('before_f_cuts')[3] then 4
      when before_orders > getvariable('before_f_cuts')[2] then 3
      when before_orders > getvariable('before_f_cuts')[1] then 2
      else 1
    end as before_f_score,
    getvariable('after_r_levels') - case
      when after_recency_days > getvariable('after_r_cuts')[4] then 4
      when after_recency_days > getvariable('after_r_cuts')[3] then 3
      when after_recency_days > getvariable('after_r_cuts')[2] then 2
      when after_recency_days > getvariable('after_r_cuts')[1] then 1
      else 0
    end as after_r_score,
    case
      when after_orders > getvariable('after_f_cuts')[4] then 5
      when after_orders > getvariable('after_f_cuts')[3] then 4
      when after_orders > getvariable('after_f_cuts')[2] then 3
      when after_orders > getvariable('after_f_cuts')[1] then 2
      else 1
    end as after_f_score,
  from states
)

select
  *,
  -- The segments of all pairs of scores in a row, recency slowest.
  if(is_before, getvariable('before_segments')[(before_r_score - 1) * getvariable('before_f_levels') + before_f_score], 'Not yet a customer') as segment_before,
  if(is_after, getvariable('after_segments')[(after_r_score - 1) * getvariable('after_f_levels') + after_f_score], 'Gone') as segment_after,
from scored
