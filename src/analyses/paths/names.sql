-- One row per name that a step can have, numbered in their order. The labels End, Start and Other are the page's own.
with
found as (
  select event as name from events where getvariable('taken_from') = 'events'
  union all
  select category from order_lines where getvariable('taken_from') = 'category' and is_purchase
  union all
  select product from order_lines where getvariable('taken_from') = 'product' and is_purchase
  union all
  select channel from orders where getvariable('taken_from') = 'channel' and is_purchase
),

written as (
  select distinct name
  from found
),

distinct_names as (
  select distinct coalesce(nullif(trim(name), ''), 'Not known') as name,
  from written
)

select
  name,
  cast(row_number() over (order by name) as integer) as name_id,
  case when name in ('End', 'Start', 'Other') then name || ' (a step)' else name end as label,
from distinct_names
