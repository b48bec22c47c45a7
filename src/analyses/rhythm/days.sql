-- Orders of known customers on each day, between the days between which nothing is missing.
select cast(ordered_at as date) as day, count(*) as orders
from orders
where
  is_purchase
  and ordered_at < cast(getvariable('as_of') as date)
  and cast(ordered_at as date) between cast(getvariable('seen_from') as date) and cast(getvariable('seen_until') as date)
group by day
order by day
