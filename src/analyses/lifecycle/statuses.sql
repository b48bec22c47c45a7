-- One row per customer and period of the calendar in which they were active, or in which they first were not: what they were in it.
with
units as (
  select
    case getvariable('period')
      when 'day' then interval 1 day
      when 'week' then interval 7 day
      when 'month' then interval 1 month
      when 'quarter' then interval 3 month
      else interval 1 year
    end as unit,
),

-- The end of the data, whoever is filtered away: a filter must not make an open period look complete.
observed as (
  select cast(date_trunc(getvariable('period'), max(active_at)) as date) as last_period,
  from (
    select max(ordered_at) as active_at from company.orders where getvariable('active_by') = 'orders'
    union all
    select max(happened_at) from company.events where getvariable('active_by') = 'events'
  )
),

activity as (
  select customer_id, cast(date_trunc(getvariable('period'), ordered_at) as date) as started_on,
  from orders
  where is_purchase and getvariable('active_by') = 'orders'
  union all
  select customer_id, cast(date_trunc(getvariable('period'), happened_at) as date),
  from events
  where happened_at is not null and getvariable('active_by') = 'events'
),

active as (
  select customer_id, started_on,
  from activity
  group by customer_id, started_on
),

neighbours as (
  select
    active.customer_id,
    active.started_on,
    cast(active.started_on + units.unit as date) as next_period,
    lag(active.started_on) over (partition by active.customer_id order by active.started_on) as active_before,
    lead(active.started_on) over (partition by active.customer_id order by active.started_on) as active_after,
    units.unit,
  from active
  cross join units
)

select
  customer_id,
  started_on,
  case
    when active_before is null then 'new'
    when cast(active_before + unit as date) = started_on then 'returning'
    else 'resurrecting'
  end as status,
from neighbours
union all
select neighbours.customer_id, neighbours.next_period, 'dormant',
from neighbours
cross join observed
where
  (neighbours.active_after is null or neighbours.active_after > neighbours.next_period)
  and neighbours.next_period <= observed.last_period
