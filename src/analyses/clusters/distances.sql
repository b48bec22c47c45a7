-- How far each customer is from the middle of every group, in the order of the groups.
select
  customer_id,
  list_transform(
    range(cast(getvariable('k') as integer)),
    place -> list_distance(point, getvariable('centres')[place * len(point) + 1 : (place + 1) * len(point)])
  ) as away,
from points
