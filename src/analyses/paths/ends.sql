-- One row per name: how often it happens, and how often a path begins and ends with it; the most frequent first.
select
  names.name,
  names.label,
  count(*) as times,
  count(distinct steps.sequence) as sequences,
  count(*) filter (where steps.step = paths.anchor_step) as first_steps,
  count(*) filter (where steps.next_id is null) as last_steps,
from steps
join paths on paths.sequence = steps.sequence and steps.step >= paths.anchor_step
join names on names.name_id = steps.name_id
group by names.name, names.label
order by times desc, names.name
limit getvariable('most_names')
