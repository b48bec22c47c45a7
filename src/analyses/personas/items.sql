-- One row per customer of an even sample and candidate of the checklist that holds for them; item null: one row for everybody.
with
candidates as (
  select unnest(getvariable('item_numbers')) as item, unnest(getvariable('item_features')) as feature, unnest(getvariable('item_values')) as value
),

drawn as (
  select
    customer_key,
    came,
    coalesce(if(getvariable('is_of_best'), is_best, persona = getvariable('persona')), false) as is_member,
    row_number() over (order by hash(customer_key), customer_key) - 1 as place,
  from portrayed
  qualify place < getvariable('most_rows')
)

select place, is_member, came, null as item,
from drawn
union all
select distinct drawn.place, drawn.is_member, drawn.came, candidates.item,
from marks
join candidates on candidates.feature = marks.feature and candidates.value = marks.value
join drawn on drawn.customer_key = marks.customer_key
order by place
