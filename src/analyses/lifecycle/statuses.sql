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

-- A number a customer: grouping and ordering by it takes half the time that names take.
members as materialized (
  select row_number() over () as person, customer_facts.customer_id, breakdown.value as group_name,
  from customer_facts
  join breakdown on breakdown.customer_id = customer_facts.customer_id
),

activity as (
  select members.person, cast(date_trunc(getvariable('period'), orders.ordered_at) as date) as started_on,
  from orders
  join members on members.customer_id = orders.customer_id
  where orders.is_purchase and getvariable('active_by') = 'orders'
  union all
  select members.person, cast(date_trunc(getvariable('period'), events.happened_at) as date),
  from events
  join members on members.customer_id = events.customer_id
  where events.happened_at is not null and getvariable('active_by') = 'events'
),

active as (
  select person, started_on,
  from activity
  group by person, started_on
),

neighbours as (
  select
    active.person,
    active.started_on,
    cast(active.started_on + units.unit as date) as next_period,
    lag(active.started_on) over in_time as active_before,
    lead(active.started_on) over in_time as active_after,
    units.unit,
  from active
  cross join units
  window in_time as (partition by active.person order by active.started_on)
),

found as (
  select
    person,
    started_on,
    case
      when active_before is null then 'new'
      when cast(active_before + unit as date) = started_on then 'returning'
      else 'resurrecting'
    end as status,
  from neighbours
  union all
  select neighbours.person, neighbours.next_period, 'dormant',
  from neighbours
  cross join observed
  where
    (neighbours.active_after is null or neighbours.active_after > neighbours.next_period)
    and neighbours.next_period <= observed.last_period
)

select members.customer_id, members.group_name, found.started_on, found.status,
from found
join members on members.person = found.person
