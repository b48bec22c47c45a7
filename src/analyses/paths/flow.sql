-- Rows of three kinds over the first steps: per link (source and target), per node (target null) and per target of a step (source null).
with
placed as (
  select
    steps.person,
    steps.step - paths.anchor_step + 1 as step,
    steps.name_id,
    steps.next_id,
    -- There and back again: the step after is the step before.
    steps.step > paths.anchor_step and steps.next_id = steps.previous_id and steps.next_id <> steps.name_id as is_return,
  from steps
  join paths on paths.sequence = steps.sequence
  where steps.step between paths.anchor_step and paths.anchor_step + getvariable('step_count') - 1
),

sizes as (
  select step, name_id, count(*) as sequences,
  from placed
  group by step, name_id
),

ranks as (
  select
    sizes.step,
    sizes.name_id,
    names.label,
    row_number() over (partition by sizes.step order by sizes.sequences desc, names.name) as place,
    count(*) over (partition by sizes.step) as names,
  from sizes
  join names on names.name_id = sizes.name_id
),

-- Other never stands for one name alone: that one can as well be named.
labels as (
  select
    step,
    name_id,
    case when place <= getvariable('kept_names') or names = getvariable('kept_names') + 1 then label else 'Other' end as label,
  from ranks
),

moves as (
  select
    placed.step,
    source.label as source,
    case when placed.next_id is null or placed.step = getvariable('step_count') then 'End' else target.label end as target,
    placed.next_id is not null and placed.step = getvariable('step_count') as goes_on,
    placed.is_return,
    -- With one sequence a customer there is nothing to tell apart, and counting distinct ones costs the most.
    case when getvariable('gap') <> 'none' then placed.person end as person,
  from placed
  join labels as source on source.step = placed.step and source.name_id = placed.name_id
  left join labels as target on target.step = placed.step + 1 and target.name_id = placed.next_id
)

select
  step,
  source,
  target,
  count(*) as sequences,
  count(distinct person) as customers,
  count(*) filter (where is_return) as returns,
  count(distinct person) filter (where is_return) as returning_customers,
  count(*) filter (where goes_on) as goes_on,
from moves
group by grouping sets ((step, source, target), (step, source), (step, target))
order by step, sequences desc, source, target
