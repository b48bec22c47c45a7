-- Paces whose next order falls due in each of the weeks to come, by their middle; who is due already is not among them.
select
  cast(floor((due_on - cast(getvariable('as_of') as date)) / 7) as integer) as week,
  count(*) as paces,
  count(distinct customer_key) as customers,
from due
where due_on >= cast(getvariable('as_of') as date) and due_on < cast(getvariable('as_of') as date) + cast(7 * getvariable('weeks') as integer)
group by week
order by week
