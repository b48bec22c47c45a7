-- One row per customer (and item, where that is asked for) with two order days or more: their own pace, drawn towards the usual one by as
-- much as it rests on few gaps. `skip` leaves out so many of the last gaps of each, to be foreseen.
with
bought as (
  select customer_key, null as item, day
  from order_days
  where getvariable('item_of') = 'customer' and day < cast(getvariable('as_of') as date)
  union all
  select distinct
    customer_key,
    if(getvariable('item_of') = 'category', category, product) as item,
    cast(ordered_at as date) as day,
  from order_lines
  where
    getvariable('item_of') <> 'customer'
    and is_purchase
    and ordered_at < cast(getvariable('as_of') as date)
    and if(getvariable('item_of') = 'category', category, product) is not null
),

steps as (
  select
    customer_key,
    item,
    day,
    cast(day - lag(day) over (partition by item, customer_key order by day) as double) as gap,
    row_number() over (partition by item, customer_key order by day desc) as from_last,
  from bought
),

gaps as (
  select customer_key, item, day, ln(gap) as length, from_last
  from steps
  where gap is not null
),

own as (
  select
    customer_key,
    item,
    count(*) as gaps,
    avg(length) as mean,
    coalesce(var_pop(length), 0) * count(*) as squares,
  from gaps
  where from_last > getvariable('skip')
  group by customer_key, item
),

-- Analysis of variance of the lengths: within customers, and between them around what is usual of the item.
items as (
  select item, sum(gaps * mean) / sum(gaps) as mean, sum(gaps) as gaps
  from own
  group by item
),

overall as (
  select sum(gaps * mean) / sum(gaps) as mean
  from own
),

bases as (
  select items.item, if(items.gaps >= 20, items.mean, overall.mean) as base
  from items
  cross join overall
),

parts as (
  select
    sum(own.squares) / nullif(sum(own.gaps - 1), 0) as within_own,
    sum(own.gaps * (own.mean - bases.base) ** 2) as between_squares,
    count(*) as owners,
    sum(own.gaps) as gaps,
    sum(own.gaps * own.gaps) as squared_gaps,
  from own
  join bases on bases.item is not distinct from own.item
),

spreads as (
  select
    greatest(coalesce(within_own, 0.25), 0.001) as inside,
    greatest((between_squares - (owners - 1) * coalesce(within_own, 0.25)) / nullif(gaps - squared_gaps / gaps, 0), 0.001) as outside,
  from parts
),

weighed as (
  select
    own.customer_key,
    own.item,
    own.gaps,
    own.mean,
    bases.base,
    spreads.inside,
    spreads.outside,
    own.gaps * spreads.outside / (own.gaps * spreads.outside + spreads.inside) as weight,
  from own
  join bases on bases.item is not distinct from own.item
  cross join spreads
)

select
  weighed.customer_key,
  weighed.item,
  weighed.gaps,
  weight * mean + (1 - weight) * base as pace,
  sqrt((1 - weight) * outside + inside) as spread,
  last.day as last_on,
  next.length as next_length,
from weighed
join steps as last
  on last.customer_key = weighed.customer_key and last.item is not distinct from weighed.item and last.from_last = getvariable('skip') + 1
left join gaps as next
  on next.customer_key = weighed.customer_key
  and next.item is not distinct from weighed.item
  and next.from_last = getvariable('skip')
