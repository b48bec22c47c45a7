-- One row per name and the name that follows it, over whole paths; null: the path ends.
select
  names.label as name,
  next_names.label as next_name,
  count(*) as times,
  count(distinct steps.sequence) as sequences,
from steps
join paths on paths.sequence = steps.sequence and steps.step >= paths.anchor_step
join names on names.name_id = steps.name_id
left join names as next_names on next_names.name_id = steps.next_id
group by names.label, next_names.label
order by times desc, name, next_name
limit getvariable('most_transitions')
