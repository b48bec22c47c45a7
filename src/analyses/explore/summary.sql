-- One row per dimension of numbers or dates: where its values lie. Bins are cut at round numbers near these quantiles.
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
  select dimension, amount
  from amounts
  union all
  select dimension, cast(date_diff('day', date '1970-01-01', day) as double) as amount
  from days
)

select
  dimension,
  min(amount) as least,
  max(amount) as most,
  bool_and(amount = floor(amount)) as is_whole,
  approx_quantile(amount, 0.02) as low,
  approx_quantile(amount, 0.5) as middle,
  approx_quantile(amount, 0.98) as high,
from found
group by dimension
