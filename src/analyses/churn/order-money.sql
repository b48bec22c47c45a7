-- One row per period: what customers there at its start had bought for in the 365 days before, in their present stretch, and of that those lost in it.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

stretches as (
  select
    customer_id,
    day,
    revenue,
    min(day) filter (where coalesce(gap_after > getvariable('gone_after'), true)) over rest as last_day,
    -- An open end is the last row: no gap follows it, and none is found.
    arg_min(gap_after, day) filter (where coalesce(gap_after > getvariable('gone_after'), true)) over rest as gap_after,
  from order_gaps
  window rest as (partition by customer_id order by day rows between current row and unbounded following)
),

counted as (
  select
    revenue,
    date_trunc(getvariable('period'), stretches.day) + to_months(if(getvariable('period') = 'month', 1, 3)) as first_start,
    date_trunc(getvariable('period'), least(stretches.day + 365, last_day + cast(getvariable('gone_after') as integer), as_of.day - 1)) as last_start,
    date_trunc(getvariable('period'), last_day + cast(getvariable('gone_after') as integer)) as lost_in,
    coalesce(gap_after, as_of.day - last_day) > getvariable('gone_after')
    -- Who is back before the period ends is not lost in it.
    and coalesce(
      date_trunc(getvariable('period'), last_day + cast(gap_after as integer))
      > date_trunc(getvariable('period'), last_day + cast(getvariable('gone_after') as integer)),
      true
    ) as is_lost,
  from stretches
  cross join as_of
),

sums as (
  select
    first_start,
    last_start,
    sum(revenue) as revenue,
    coalesce(sum(revenue) filter (where is_lost and lost_in = last_start), 0) as lost,
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
  coalesce(sum(sums.lost) filter (where sums.last_start = starts.period), 0) as churned,
from starts
join sums on starts.period between sums.first_start and sums.last_start
group by starts.period
order by starts.period
