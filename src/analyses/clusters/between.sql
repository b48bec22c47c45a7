-- Customers to whom the next group is nearly as near as their own.
with distances as (
  select
    customer_id,
    list_sort(
      list_transform(
        range(cast(getvariable('k') as integer)),
        place -> list_distance(point, getvariable('centres')[place * len(point) + 1 : (place + 1) * len(point)])
      )
    ) as away,
  from points
)

select customer_id
from distances
where away[2] - away[1] < getvariable('edge') * away[2]
