-- One row per group and period: customers with an order within the limit before it began, those with a first order in it, those back after a longer silence, those whose last order it holds, and days that customers were there for.
with
there as (
  select
    customer_key,
    day,
    gap_before is null as is_fresh,
    -- There until the next order, or until the silence has lasted for too long.
    least(
      day + cast(getvariable('gone_after') as integer),
      coalesce(day + cast(gap_after as integer), cast(getvariable('as_of') as date)),
      cast(getvariable('as_of') as date)
    ) as until,
  from order_gaps
),

-- From the period of the order to that in which they are there no more, with their days in the first and in the last.
days as (
  select
    breakdown.value as group_name,
    came.started_on as from_period,
    went.started_on as to_period,
    count(*) as customers,
    count(*) filter (where is_fresh) as fresh,
    sum(there.until - there.day) as days_within,
    sum(came.started_next - there.day) as days_first,
    sum(there.until - went.started_on) as days_last,
  from there
  join breakdown on breakdown.customer_key = there.customer_key
  join calendar as came on came.day = there.day
  join calendar as went on went.day = there.until
  group by all
),

periods as (
  select distinct started_on as period, started_next as next_period,
  from calendar
  cross join (select min(from_period) as first_period from days)
  where day >= first_period and day < cast(getvariable('as_of') as date)
),

counted as (
  select
    days.group_name,
    periods.period,
    -- Who last ordered before the period and was not silent for too long as it began.
    coalesce(sum(customers) filter (where from_period < periods.period), 0) as customers_start,
    coalesce(sum(fresh) filter (where from_period = periods.period), 0) as fresh,
    sum(
      case
        when from_period = to_period then days_within
        when from_period = periods.period then days_first
        when to_period = periods.period then days_last
        else customers * (periods.next_period - periods.period)
      end
    ) as days_there,
  from periods
  join days on periods.period between days.from_period and days.to_period
  group by all
),

back as (
  select breakdown.value as group_name, calendar.started_on as period, count(distinct order_gaps.customer_key) as resurrected,
  from order_gaps
  join calendar on calendar.day = order_gaps.day
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
