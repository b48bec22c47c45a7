-- One row: customers whose chance of being alive is under a half on a day, how many of them came back, how many of the others did not, and the median silence at which the chance falls under a half.
with
bought as (
  select
    customer_key,
    count(*) filter (where day < cast(getvariable('until') as date)) - 1 as repeats,
    max(day) filter (where day < cast(getvariable('until') as date)) - min(day) as recency,
    cast(getvariable('until') as date) - min(day) as age,
    bool_or(day >= cast(getvariable('until') as date)) as is_back,
  from order_gaps
  group by customer_key
  having min(day) < cast(getvariable('until') as date)
),

judged as (
  select
    is_back,
    -- Who bought once is never given up: in the model customers leave after a repeat only. Both sides are worked out for them all the same.
    repeats > 0
    and (getvariable('r') + repeats) * ln((getvariable('alpha') + age) / (getvariable('alpha') + recency))
      > ln((getvariable('b') + greatest(repeats, 1) - 1) / getvariable('a')) as is_gone,
    if(
      repeats > 0,
      greatest(
        0,
        (getvariable('alpha') + recency)
        * (exp(ln((getvariable('b') + greatest(repeats, 1) - 1) / getvariable('a')) / (getvariable('r') + repeats)) - 1)
      ),
      null
    ) as half_after,
  from bought
)

select
  count(*) filter (where is_gone) as lost,
  count(*) filter (where is_gone and is_back) as false_lost,
  count(*) filter (where not is_gone and not is_back) as false_kept,
  median(half_after) as days,
from judged
