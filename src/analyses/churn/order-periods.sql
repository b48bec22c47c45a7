-- One row per group and period: customers with an order within the limit before it began, those with a first order in it, those back after a longer silence, those whose last order it holds, and days that customers were there for.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

lengths as (
  select to_months(if(getvariable('period') = 'month', 1, 3)) as length,
),

days as (
  select
    breakdown.value as group_name,
    order_gaps.day,
    -- There until the next order, or until the silence has lasted for too long.
    least(order_gaps.day + cast(getvariable('gone_after') as integer), coalesce(order_gaps.day + cast(gap_after as integer), as_of.day), as_of.day) as until,
    count(*) as customers,
    count(*) filter (where gap_before is null) as fresh,
  from order_gaps
  join breakdown on breakdown.customer_key = order_gaps.customer_key
  cross join as_of
  group by all
),

periods as (
  select cast(period as date) as period, cast(period + length as date) as next_period,
  from (
    select unnest(generate_series(date_trunc(getvariable('period'), min(days.day)), any_value(as_of.day) - 1, any_value(length))) as period
    from days
    cross join as_of
    cross join lengths
  )
  cross join lengths
),

counted as (
  select
    days.group_name,
    periods.period,
    -- Who last ordered before the period and was not silent for too long as it began.
    coalesce(sum(customers) filter (where days.day < periods.period and days.until >= periods.period), 0) as customers_start,
    coalesce(sum(fresh) filter (where days.day >= periods.period), 0) as fresh,
    sum(customers * greatest(0, least(days.until, periods.next_period) - greatest(days.day, periods.period))) as days_there,
  from periods
  join days on days.day < periods.next_period and days.until >= periods.period
  group by all
),

back as (
  select breakdown.value as group_name, cast(date_trunc(getvariable('period'), day) as date) as period, count(distinct order_gaps.customer_key) as resurrected,
  from order_gaps
  join breakdown on breakdown.customer_key = order_gaps.customer_key
  where gap_before > getvariable('gone_after')
  group by all
),

gone as (
  select breakdown.value as group_name, cast(date_trunc(getvariable('period'), left_on) as date) as period, count(*) as lost,
  from departures
  join breakdown on breakdown.customer_key = departures.customer_key
  where has_left
  group by all
)

select
  counted.group_name,
  counted.period,
  counted.customers_start,
  counted.fresh,
  coalesce(back.resurrected, 0) as resurrected,
  coalesce(gone.lost, 0) as lost,
  counted.days_there,
from counted
left join back on back.group_name = counted.group_name and back.period = counted.period
left join gone on gone.group_name = counted.group_name and gone.period = counted.period
order by counted.period, counted.group_name
