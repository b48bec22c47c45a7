-- One row per period: what customers there at its start had bought for in the 365 days before, since they came or came back, and of that those whose last order it holds.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

-- Rows lie customer by customer and day by day: a stretch begins with a customer, and after a silence that was too long.
placed as (
  select
    *,
    sum(if(gap_before <= getvariable('gone_after'), 0, 1)) over (rows between unbounded preceding and current row) as stretch,
  from order_gaps
),

ends as (
  select stretch, max(day) as last_day, bool_or(gap_after is null) as is_open,
  from placed
  group by stretch
),

stretches as (
  select placed.day, placed.revenue, ends.last_day, ends.is_open,
  from placed
  join ends on ends.stretch = placed.stretch
),

counted as (
  select
    revenue,
    date_trunc(getvariable('period'), stretches.day) + to_months(if(getvariable('period') = 'month', 1, 3)) as first_start,
    date_trunc(getvariable('period'), least(stretches.day + 365, last_day + cast(getvariable('gone_after') as integer), as_of.day - 1)) as last_start,
    date_trunc(getvariable('period'), last_day) as lost_in,
    is_open and as_of.day - last_day > getvariable('gone_after') as is_lost,
  from stretches
  cross join as_of
),

sums as (
  select
    first_start,
    last_start,
    if(is_lost and lost_in between first_start and last_start, lost_in, null) as lost_in,
    sum(revenue) as revenue,
  from counted
  where last_start >= first_start
  group by all
),

starts as (
  select cast(unnest(generate_series(min(first_start), max(last_start), to_months(if(getvariable('period') = 'month', 1, 3)))) as date) as period,
  from sums
)

select
  starts.period,
  sum(sums.revenue) as revenue_start,
  coalesce(sum(sums.revenue) filter (where sums.lost_in = starts.period), 0) as churned,
from starts
join sums on starts.period between sums.first_start and sums.last_start
group by starts.period
order by starts.period
