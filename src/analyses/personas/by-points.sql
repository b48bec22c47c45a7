-- One row per number of points: how many have them, and how many of those are members.
select points, count(*) as customers, count(*) filter (is_member) as members,
from points
group by points
order by points
