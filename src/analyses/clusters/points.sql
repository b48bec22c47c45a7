-- One row per customer with all features used, as the page places them: each feature scaled, in the order of `used`.
with
numbers as (
  select customer_id, cast(columns(name -> list_contains(getvariable('used'), name)) as double)
  from features
),

amounts as (
  unpivot numbers on columns(* exclude (customer_id)) into name feature value amount
),

scaled as (
  select
    customer_id,
    list_position(getvariable('used'), feature) as place,
    (if(getvariable('logs')[place] = 1, ln(1 + amount), amount) - getvariable('middles')[place]) / getvariable('spreads')[place] as coordinate,
  from amounts
)

select customer_id, list(coordinate order by place) as point
from scaled
group by customer_id
having count(*) = len(getvariable('used'))
