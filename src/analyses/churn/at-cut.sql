-- One row per number of days that customers had been silent on the day of the cut: those who ordered again by the as-of date, and those who did not.
with
silent as (
  select
    customer_key,
    cast(getvariable('cut') as date) - max(day) filter (where day < cast(getvariable('cut') as date)) as days,
    bool_or(day >= cast(getvariable('cut') as date)) as is_back,
  from order_gaps
  group by customer_key
  having min(day) < cast(getvariable('cut') as date)
)

select
  days,
  count(*) filter (where is_back) as back,
  count(*) filter (where not is_back) as gone,
from silent
group by days
order by days
