-- One row per group, cohort and period since it began, observed so far: those who came back counted, zeros included.
with
observed as (
  -- The end of the orders, whoever is filtered away: a filter must not make an open period look complete.
  select cast(last_at as date) as last_on, seen_until + 1 as ended_on
  from spans
  where kind = 'orders'
),

lengths as (
  select
    period_length(getvariable('period')) as calendar_length,
    -- Rolling periods are counted in whole days, so that a month is as long for everyone.
    period_days(getvariable('period')) as rolling_days,
),

beginners as (
  select
    customer_facts.customer_key,
    breakdown.value as group_name,
    customer_facts.first_order_at,
    customer_facts.last_order_at,
    cast(date_trunc(getvariable('period'), customer_facts.first_order_at) as date) as cohort,
  from customer_facts
  join breakdown on breakdown.customer_key = customer_facts.customer_key
  where customer_facts.first_order_at is not null
),

largest_groups as (
  select group_name, row_number() over (order by count(*) desc, group_name) as group_number,
  from beginners
  group by group_name
  qualify group_number <= getvariable('most_groups')
),

members as materialized (
  select
    beginners.customer_key,
    coalesce(largest_groups.group_number, 0) as group_number,
    coalesce(largest_groups.group_name, getvariable('other_group')) as group_name,
    first_order_at,
    cohort,
    periods_since(getvariable('counted'), getvariable('period'), first_order_at, last_order_at) as last_period,
  from beginners
  left join largest_groups on largest_groups.group_name = beginners.group_name
),

-- Months hold all that longer periods of the calendar need; others are read order by order.
happenings as (
  select customer_key, cast(month as timestamp) as at, revenue, orders > 0 as is_purchase,
  from customer_periods
  where getvariable('counted') = 'calendar' and getvariable('period') in ('month', 'quarter', 'year')
  union all
  select customer_key, ordered_at, revenue, is_purchase,
  from orders
  where not (getvariable('counted') = 'calendar' and getvariable('period') in ('month', 'quarter', 'year'))
),

dated as (
  select
    members.customer_key,
    -- A return before the first purchase is of something bought before the file starts: it counts in period 0.
    greatest(
      0,
      if(
        getvariable('counted') = 'calendar' and getvariable('period') = 'month',
        -- Months are told apart as they are.
        date_diff('month', members.cohort, happenings.at),
        periods_since(getvariable('counted'), getvariable('period'), members.first_order_at, happenings.at)
      )
    )::integer as period,
    happenings.revenue,
    happenings.is_purchase,
  from happenings
  join members on members.customer_key = happenings.customer_key
),

-- In brackets, a period stands for all of its bracket; periods beyond the last bracket are none.
placed as (
  select
    customer_key,
    case
      when getvariable('mode') <> 'bracket' or period = 0 then period
      else len(list_filter(getvariable('bracket_ends'), last_of -> last_of < period)) + 1
    end as period,
    revenue,
    is_purchase,
  from dated
  where getvariable('mode') <> 'bracket' or period <= list_max(getvariable('bracket_ends'))
),

-- A customer has one row a month already, but for returns before the first purchase.
activity as (
  select customer_key, period, coalesce(revenue, 0) as revenue, is_purchase as came_back,
  from placed
  where getvariable('counted') = 'calendar' and getvariable('period') = 'month' and getvariable('mode') <> 'bracket' and period > 0
  union all
  select customer_key, period, sum(coalesce(revenue, 0)), bool_or(is_purchase),
  from placed
  where not (getvariable('counted') = 'calendar' and getvariable('period') = 'month' and getvariable('mode') <> 'bracket' and period > 0)
  group by customer_key, period
),

-- Periods that whoever came back in them reached without missing one.
unbroken as (
  select customer_key, period,
  from (
    select customer_key, period, row_number() over (partition by customer_key order by period) as place,
    from activity
    where getvariable('mode') = 'streak' and came_back and period > 0
  )
  where place = period
),

-- Only shares of revenue need each customer's own first period: their interval depends on how the two go together.
first_revenue as (
  select customer_key, revenue,
  from activity
  where period = 0 and getvariable('of') = 'revenue'
),

happened as (
  select
    members.group_number,
    members.cohort,
    activity.period,
    count(*) filter (where activity.came_back) as returned,
    count(*) filter (where activity.came_back and activity.period = members.last_period) as last_seen,
    sum(activity.revenue) as revenue,
    sum(activity.revenue * activity.revenue) as revenue_squares,
    sum(activity.revenue * first_revenue.revenue) as revenue_products,
  from activity
  join members on members.customer_key = activity.customer_key
  left join first_revenue on first_revenue.customer_key = activity.customer_key
  left join unbroken on unbroken.customer_key = activity.customer_key and unbroken.period = activity.period
  where getvariable('mode') <> 'streak' or activity.period = 0 or unbroken.customer_key is not null
  group by members.group_number, members.cohort, activity.period
),

sizes as (
  select group_number, group_name, cohort, count(*) as size,
  from members
  group by group_number, group_name, cohort
),

stays as (
  select
    sizes.*,
    cast(sizes.cohort + lengths.calendar_length as date) as cohort_ended_on,
    case
      when getvariable('counted') = 'calendar'
        then date_diff(getvariable('period'), sizes.cohort, date_trunc(getvariable('period'), observed.last_on))
      else (observed.last_on - sizes.cohort) // lengths.rolling_days
    end as last_period,
  from sizes
  cross join lengths
  cross join observed
),

brackets as (
  select 0 as bracket, 0 as since, 0 as until,
  where getvariable('mode') = 'bracket'
  union all
  select place, coalesce(getvariable('bracket_ends')[place - 1], 0) + 1, getvariable('bracket_ends')[place],
  from (select unnest(generate_series(1, len(getvariable('bracket_ends')))) as place)
  where getvariable('mode') = 'bracket'
),

grid as (
  select group_number, group_name, cohort, cohort_ended_on, size, period, period as until,
  from (select *, cast(unnest(generate_series(0, last_period)) as integer) as period from stays where getvariable('mode') <> 'bracket')
  union all
  -- Observed as soon as its first period began, complete when its last one is over.
  select group_number, group_name, cohort, cohort_ended_on, size, cast(brackets.bracket as integer) as period, cast(brackets.until as integer) as until,
  from stays
  join brackets on brackets.since <= stays.last_period
),

filled as (
  select
    grid.group_name,
    grid.cohort,
    grid.period,
    grid.size,
    coalesce(happened.returned, 0) as returned,
    coalesce(happened.last_seen, 0) as last_seen,
    coalesce(happened.revenue, 0) as revenue,
    coalesce(happened.revenue_squares, 0) as revenue_squares,
    coalesce(happened.revenue_products, 0) as revenue_products,
    case
      when getvariable('counted') = 'calendar'
        then cast(grid.cohort + (grid.until + 1) * lengths.calendar_length as date) <= observed.ended_on
      else grid.cohort_ended_on + (grid.until + 1) * lengths.rolling_days <= observed.ended_on
    end as is_complete,
  from grid
  left join happened
    on happened.group_number = grid.group_number and happened.cohort = grid.cohort and happened.period = grid.period
  cross join lengths
  cross join observed
)

select
  group_name,
  cohort,
  period,
  size,
  -- Unbounded: in this period or any later one, which is when the customer was last seen.
  case
    when getvariable('mode') <> 'unbounded' then returned
    else sum(last_seen) over (partition by group_name, cohort order by period desc rows unbounded preceding)
  end as retained,
  case
    when getvariable('mode') <> 'unbounded' then revenue
    else sum(revenue) over (partition by group_name, cohort order by period desc rows unbounded preceding)
  end as revenue,
  revenue_squares,
  revenue_products,
  first_value(revenue) over (partition by group_name, cohort order by period) as first_revenue,
  first_value(revenue_squares) over (partition by group_name, cohort order by period) as first_squares,
  is_complete,
from filled
