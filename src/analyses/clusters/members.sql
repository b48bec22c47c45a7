-- Customers who are nearest to the middle of one group.
with distances as (
  select
    customer_id,
    list_transform(
      range(cast(getvariable('k') as integer)),
      place -> list_distance(point, getvariable('centres')[place * len(point) + 1 : (place + 1) * len(point)])
    ) as away,
  from points
)

select customer_id
from distances
where list_position(away, list_min(away)) = getvariable('group')
