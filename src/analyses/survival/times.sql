-- One row per group and length of stay, the shortest first: who left after it and who is still there. Groups beyond the largest are one.
with
largest as (
  select group_name,
  from stays
  group by group_name
  order by count(*) desc, group_name
  limit getvariable('most_groups')
)

select
  coalesce(largest.group_name, getvariable('other_group')) as group_name,
  stays.time,
  count(*) filter (where stays.has_left) as gone,
  count(*) filter (where not stays.has_left) as staying,
from stays
left join largest on largest.group_name = stays.group_name
group by all
order by group_name, stays.time
