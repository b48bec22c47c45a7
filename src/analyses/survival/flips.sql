-- One row: how many would count as gone if the silence that means it were a fifth shorter, as it is, and a fifth longer, and how long orders have been seen.
with
silences as (
  select
    cast(getvariable('as_of') as date) - cast(last_order_at as date) as days,
    cast(getvariable('as_of') as date) - cast(first_order_at as date) as known_for,
  from customer_facts
  where last_order_at is not null
)

select
  count(*) filter (where days > 0.8 * getvariable('gone_after')) as if_shorter,
  count(*) filter (where days > getvariable('gone_after')) as gone,
  count(*) filter (where days > 1.2 * getvariable('gone_after')) as if_longer,
  max(known_for) as observed,
from silences
