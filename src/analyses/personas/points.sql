-- One row per customer portrayed: the points of the checklist, and whether they are among those whom it looks for.
with
items as (
  select
    unnest(getvariable('item_numbers')) as item,
    unnest(getvariable('item_features')) as feature,
    unnest(getvariable('item_values')) as value,
    unnest(getvariable('item_points')) as points
),

hits as (
  select distinct marks.customer_key, items.item, items.points,
  from marks
  join items on items.feature = marks.feature and items.value = marks.value
),

sums as (
  select customer_key, sum(points) as points,
  from hits
  group by customer_key
)

select
  portrayed.customer_key,
  coalesce(sums.points, 0) as points,
  coalesce(if(getvariable('is_of_best'), portrayed.is_best, portrayed.persona = getvariable('persona')), false) as is_member,
from portrayed
left join sums on sums.customer_key = portrayed.customer_key
