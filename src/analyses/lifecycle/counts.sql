-- One row per period: customers by what they were in it, all together (group_name null) and, broken down, by group.
with
units as (
  select
    period_length(getvariable('period')) as unit,
),

observed as (
  select seen_until + 1 as ended_on,
  from spans
  where kind = getvariable('active_by')
),

sums as (
  select breakdown.value as group_name, started_on, status, count(*) as customers,
  from statuses
  join breakdown on breakdown.customer_key = statuses.customer_key
  group by all
),

largest_groups as (
  select group_name,
  from sums
  where status = 'new'
  group by group_name
  order by sum(customers) desc, group_name
  limit getvariable('most_groups')
),

named as (
  select
    sums.started_on,
    sums.status,
    sums.customers,
    coalesce(largest_groups.group_name, getvariable('other_group')) as group_name,
  from sums
  left join largest_groups on largest_groups.group_name = sums.group_name
),

periods as (
  select cast(started_on as date) as started_on,
  from (
    select unnest(generate_series(first_on::timestamp, last_on::timestamp, unit)) as started_on,
    from (select min(started_on) as first_on, max(started_on) as last_on from statuses)
    cross join units
  )
),

counted as (
  select
    group_name,
    started_on,
    cast(coalesce(sum(customers) filter (where status = 'new'), 0) as bigint) as new_customers,
    cast(coalesce(sum(customers) filter (where status = 'returning'), 0) as bigint) as returning_customers,
    cast(coalesce(sum(customers) filter (where status = 'resurrecting'), 0) as bigint) as resurrecting_customers,
    cast(coalesce(sum(customers) filter (where status = 'dormant'), 0) as bigint) as dormant_customers,
  from named
  group by grouping sets ((started_on), (group_name, started_on))
),

grid as (
  select groups.group_name, periods.started_on,
  from (select distinct group_name from counted) as groups
  cross join periods
)

select
  grid.group_name,
  grid.started_on,
  coalesce(counted.new_customers, 0) as new_customers,
  coalesce(counted.returning_customers, 0) as returning_customers,
  coalesce(counted.resurrecting_customers, 0) as resurrecting_customers,
  coalesce(counted.dormant_customers, 0) as dormant_customers,
  cast(grid.started_on + units.unit as date) <= observed.ended_on as is_complete,
from grid
left join counted on counted.started_on = grid.started_on and counted.group_name is not distinct from grid.group_name
cross join units
cross join observed
order by grid.group_name nulls first, grid.started_on
