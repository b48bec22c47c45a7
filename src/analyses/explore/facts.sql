-- One row per customer and value that they have of each of `dimensions`: numbers, and dates as days since 1970, as `amount`, words as
-- `label`. Columns of customers are asked for by what they hold: `numbers`, `dates`, `words` and `signs`.
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

named as (
  unpivot (
    select customer_key, cast(columns(name -> list_contains(getvariable('words'), name)) as varchar)
    from wide
  ) on columns(* exclude (customer_key)) into name dimension value label
),

signed as (
  unpivot (
    select customer_key, cast(columns(name -> list_contains(getvariable('signs'), name)) as boolean)
    from wide
  ) on columns(* exclude (customer_key)) into name dimension value is_so
)

select customer_key, dimension, amount, cast(null as varchar) as label
from amounts
union all
select customer_key, dimension, cast(date_diff('day', date '1970-01-01', day) as double) as amount, null as label
from days
union all
select customer_key, dimension, null as amount, label
from named
union all
select customer_key, dimension, null as amount, if(is_so, 'Yes', 'No') as label
from signed
