-- Orders on each day between which nothing is missing, those without a customer too.
with every as (
  select cast(ordered_at as date) as day
  from orders
  where is_purchase
)

select day, count(*) as orders
from every
where
  day < cast(getvariable('as_of') as date)
  and day >= cast(getvariable('seen_from') as date)
  and day <= cast(getvariable('seen_until') as date)
group by day
order by day
