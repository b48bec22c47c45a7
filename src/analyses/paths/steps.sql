-- One row per step of each sequence, counted from the start, or from the end backwards; reads names.
-- Of the customers of one part: sorting all steps of a large company at once would not fit into memory.
with
moments as (
  select customers.customer_key, happened_at, event as name, case when getvariable('gap') = 'session' then session_id end as visit,
  from events
  join customers on customers.customer_id = events.customer_id
  where getvariable('taken_from') = 'events'
  union all
  select customer_key, ordered_at, name, null
  from order_topics
  union all
  select customer_key, ordered_at, channel, null
  from orders
  where getvariable('taken_from') = 'channel' and is_purchase
),

spelled as (
  select written.name, names.name_id,
  from (select distinct name from moments) as written
  join names on names.name = coalesce(nullif(trim(written.name), ''), 'Not known')
),

-- Steps at the same moment have no order of their own: the name decides, whatever the order of rows.
in_time as (
  select moments.customer_key, moments.visit, moments.happened_at, spelled.name_id,
  from moments
  join spelled on spelled.name is not distinct from moments.name
  where moments.happened_at is not null and moments.customer_key % getvariable('parts') = getvariable('part')
  order by customer_key, visit, happened_at, name_id
),

-- From here on rows are compared with those beside them: that needs no window, which would sort them once more.
opened as (
  select
    *,
    lag(customer_key) over () is distinct from customer_key
      or lag(visit) over () is distinct from visit
      or coalesce(epoch(happened_at - lag(happened_at) over ()) > getvariable('gap_seconds'), false) as is_opening,
    lag(name_id) over () as earlier_id,
  from in_time
),

placed as (
  select
    *,
    cast(count(*) filter (where is_opening) over (rows between unbounded preceding and current row) as integer)
      * getvariable('parts') + getvariable('part') as sequence,
    row_number() over () as row_number,
  from opened
  where getvariable('repeats') = 'kept' or is_opening or name_id <> earlier_id
),

bounds as (
  select sequence, min(row_number) as first_row, max(row_number) as last_row,
  from placed
  group by sequence
),

neighbours as (
  select
    *,
    if(lag(sequence) over () = sequence, lag(name_id) over (), null) as name_before,
    if(lead(sequence) over () = sequence, lead(name_id) over (), null) as name_after,
  from placed
)

select
  neighbours.sequence,
  customer_key as person,
  happened_at,
  name_id,
  cast(if(getvariable('anchor') = 'end', last_row - row_number, row_number - first_row) + 1 as integer) as step,
  if(getvariable('anchor') = 'end', name_after, name_before) as previous_id,
  if(getvariable('anchor') = 'end', name_before, name_after) as next_id,
from neighbours
join bounds on bounds.sequence = neighbours.sequence
