-- One row per branch of two: how long the whole paths take that go on to it from a step, with the order statistics of the median.
with
timed as (
  select
    next_names.label as branch,
    paths.seconds,
    count(*) over (partition by next_names.label) as sequences,
    row_number() over (partition by next_names.label order by paths.seconds) as rank,
  from steps
  join paths on paths.sequence = steps.sequence
  join names on names.name_id = steps.name_id
  join names as next_names on next_names.name_id = steps.next_id
  where
    steps.step - paths.anchor_step + 1 = getvariable('at_step')
    and names.label = getvariable('from_name')
    and next_names.label in (getvariable('first_branch'), getvariable('second_branch'))
)

select
  branch,
  max(sequences) as sequences,
  quantile_cont(seconds, 0.5) as median_seconds,
  max(seconds) filter (where rank = greatest(1, floor((sequences + 1 - 1.959964 * sqrt(sequences)) / 2))) as low_seconds,
  max(seconds) filter (where rank = sequences + 1 - greatest(1, floor((sequences + 1 - 1.959964 * sqrt(sequences)) / 2))) as high_seconds,
from timed
group by branch
order by branch
