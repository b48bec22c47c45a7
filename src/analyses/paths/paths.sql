-- One row per sequence that has the anchor: where it begins to count, how long it is, when it began and ended; reads steps and names.
with
anchors as (
  select
    steps.sequence,
    min(steps.step) as anchor_step,
  from steps
  join names on names.name_id = steps.name_id
  where getvariable('at') = '' or names.name = getvariable('at')
  group by steps.sequence
)

select
  steps.sequence,
  any_value(steps.person) as person,
  any_value(anchors.anchor_step) as anchor_step,
  count(*) as length,
  -- The same steps in the same order give the same sum; different ones do so once in 2^64.
  sum(hash(steps.step - anchors.anchor_step, steps.name_id)) as fingerprint,
  epoch(max(steps.happened_at) - min(steps.happened_at)) as seconds,
from steps
join anchors on anchors.sequence = steps.sequence
where steps.step >= anchors.anchor_step
group by steps.sequence
