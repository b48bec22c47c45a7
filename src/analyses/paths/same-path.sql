-- One row per customer with a sequence that is one whole path; reads names, steps and paths.
with
spelled as (
  select
    any_value(steps.person) as person,
    string_agg(names.name, chr(31) order by steps.step * case when getvariable('anchor') = 'end' then -1 else 1 end) as path,
  from steps
  join paths on paths.sequence = steps.sequence
  join names on names.name_id = steps.name_id
  where steps.step >= paths.anchor_step and paths.length = getvariable('path_length')
  group by steps.sequence
)

select distinct customers.customer_id,
from spelled
join customers on customers.customer_key = spelled.person
where spelled.path = getvariable('of_path')
