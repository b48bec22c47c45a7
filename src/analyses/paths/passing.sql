-- One row per customer with a sequence that passes a step, or goes on from it in a given way; reads names, steps and paths.
select distinct customers.customer_id,
from steps
join paths on paths.sequence = steps.sequence
join customers on customers.customer_key = steps.person
join names on names.name_id = steps.name_id
left join names as next_names on next_names.name_id = steps.next_id
where
  steps.step - paths.anchor_step + 1 = getvariable('at_step')
  and case getvariable('from_kind')
    when 'named' then list_contains(cast(getvariable('from_names') as varchar[]), names.label)
    when 'other' then not list_contains(cast(getvariable('from_names') as varchar[]), names.label)
    else true
  end
  and case getvariable('to_kind')
    when 'named' then coalesce(list_contains(cast(getvariable('to_names') as varchar[]), next_names.label), false)
    when 'other' then steps.next_id is not null and not list_contains(cast(getvariable('to_names') as varchar[]), next_names.label)
    when 'end' then steps.next_id is null
    else true
  end
  and (not getvariable('only_back') or (steps.step > paths.anchor_step and steps.next_id = steps.previous_id))
