-- One row per step of each sequence, counted from the start, or from the end backwards; reads names and people.
-- Of the customers of one part: sorting all steps of a large company at once would not fit into memory.
with
-- What an order was about is where most of its money went.
line_sums as (
  select
    order_id,
    customer_id,
    case when getvariable('taken_from') = 'category' then category else product end as name,
    min(ordered_at) as ordered_at,
    sum(revenue) as revenue,
  from order_lines
  where getvariable('taken_from') in ('category', 'product') and is_purchase
  group by order_id, customer_id, case when getvariable('taken_from') = 'category' then category else product end
),

line_ranks as (
  select
    customer_id,
    min(ordered_at) over (partition by order_id, customer_id) as ordered_at,
    name,
    row_number() over (partition by order_id, customer_id order by revenue desc nulls last, name) as place,
  from line_sums
),

moments as (
  select customer_id, happened_at, event as name, case when getvariable('gap') = 'session' then session_id end as visit,
  from events
  where getvariable('taken_from') = 'events'
  union all
  select customer_id, ordered_at, name, null
  from line_ranks
  where place = 1
  union all
  select customer_id, ordered_at, channel, null
  from orders
  where getvariable('taken_from') = 'channel' and is_purchase
),

numbered as (
  select
    cast(row_number() over () * getvariable('parts') + getvariable('part') as integer) as row_id,
    people.person,
    moments.visit,
    moments.happened_at,
    names.name_id,
  from moments
  join people on people.customer_id = moments.customer_id
  join names on names.name = coalesce(nullif(trim(moments.name), ''), 'Not known')
  where moments.happened_at is not null and people.person % getvariable('parts') = getvariable('part')
),

-- Steps at the same moment have no order of their own: the name decides, whatever the order of rows.
ordered as (
  select
    *,
    cast(row_number() over in_time as integer) as place,
    first_value(row_id) over in_time as first_row,
    lag(name_id) over in_time as earlier_id,
    epoch(happened_at - lag(happened_at) over in_time) as silent_seconds,
  from numbered
  window in_time as (partition by person, visit order by happened_at, name_id)
),

in_sequence as (
  select *, first_row as sequence, place = 1 as is_opening,
  from ordered
  where getvariable('gap_seconds') is null
  union all
  select
    *,
    last_value(case when place = 1 or silent_seconds > getvariable('gap_seconds') then row_id end ignore nulls) over (
      partition by person, visit order by place rows unbounded preceding
    ),
    place = 1 or silent_seconds > getvariable('gap_seconds'),
  from ordered
  where getvariable('gap_seconds') is not null
),

kept as (
  select sequence, person, happened_at, name_id, case when getvariable('anchor') = 'end' then -place else place end as place,
  from in_sequence
  where getvariable('repeats') = 'kept' or is_opening or name_id <> earlier_id
)

select
  sequence,
  person,
  happened_at,
  name_id,
  cast(row_number() over along as integer) as step,
  lag(name_id) over along as previous_id,
  lead(name_id) over along as next_id,
from kept
window along as (partition by sequence order by place)
