-- One row per dimension of numbers or dates: where its values lie. Bins are cut at round numbers near these quantiles, for which every
-- so many-th customer will do.
with
amounts as (
  unpivot (
    select customer_key, cast(columns(name -> list_contains(getvariable('numbers'), name)) as double)
    from wide
  ) on columns(* exclude (customer_key)) into name dimension value amount
),

days as (
  unpivot (
    select customer_key, cast(columns(name -> list_contains(getvariable('dates'), name)) as date)
    from wide
  ) on columns(* exclude (customer_key)) into name dimension value day
),

found as (
  select dimension, customer_key, amount
  from amounts
  union all
  select dimension, customer_key, cast(date_diff('day', date '1970-01-01', day) as double) as amount
  from days
)

select
  dimension,
  min(amount) as least,
  max(amount) as most,
  bool_and(amount = floor(amount)) as is_whole,
  coalesce(quantile_disc(amount, 0.02) filter (where customer_key % getvariable('every') = 0), least) as low,
  coalesce(quantile_disc(amount, 0.5) filter (where customer_key % getvariable('every') = 0), least) as middle,
  coalesce(quantile_disc(amount, 0.98) filter (where customer_key % getvariable('every') = 0), most) as high,
from found
group by dimension
