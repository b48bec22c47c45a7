-- One row per group, the largest first, the group of all others last.
select group_name, cast(sum(size) as bigint) as customers,
from cells
where period = 0
group by group_name
order by group_name = getvariable('other_group'), customers desc, group_name
