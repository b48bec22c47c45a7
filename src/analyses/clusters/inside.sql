-- Customers within a line drawn on the map: a ray from them crosses it an odd number of times.
with
placed as (
  select
    customer_id,
    list_dot_product(point, getvariable('axis_x')) as x,
    list_dot_product(point, getvariable('axis_y')) as y,
  from points
),

corners as (
  select
    unnest(getvariable('corners_x')) as x,
    unnest(getvariable('corners_y')) as y,
    generate_subscripts(getvariable('corners_x'), 1) as place,
),

sides as (
  select x, y, lead(x, 1, first_x) over (order by place) as to_x, lead(y, 1, first_y) over (order by place) as to_y
  from corners
  cross join (select getvariable('corners_x')[1] as first_x, getvariable('corners_y')[1] as first_y) as start
),

crossings as (
  select placed.customer_id, count(*) as crossed
  from placed
  join sides on (sides.y > placed.y) <> (sides.to_y > placed.y)
  where placed.x < (sides.to_x - sides.x) * (placed.y - sides.y) / (sides.to_y - sides.y) + sides.x
  group by placed.customer_id
)

select customer_id
from crossings
where crossed % 2 = 1
