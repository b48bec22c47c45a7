-- One row per period: what customers there at its start had bought for in the 365 days before, since they came or came back, and of that those whose last order it holds.
with
-- Rows lie customer by customer and day by day: a stretch begins with a customer, and after a silence that was too long.
placed as (
  select
    *,
    count(*) filter (where gap_before is null or gap_before > getvariable('gone_after')) over (
      rows between unbounded preceding and current row
    ) as stretch,
  from order_gaps
),

stretch_ends as (
  select stretch, max(day) as last_day, bool_or(gap_after is null) as is_open,
  from placed
  group by stretch
),

stretches as (
  select
    stretch_ends.stretch,
    stretch_ends.last_day,
    -- Whose last order it was, and not a pause.
    if(is_open and cast(getvariable('as_of') as date) - last_day > getvariable('gone_after'), calendar.started_on, null) as lost_in,
  from stretch_ends
  join calendar on calendar.day = stretch_ends.last_day
),

counted as (
  select
    placed.revenue,
    bought.started_next as first_start,
    counts_until.started_on as last_start,
    stretches.lost_in,
  from placed
  join stretches on stretches.stretch = placed.stretch
  join calendar as bought on bought.day = placed.day
  join calendar as counts_until
    on counts_until.day
    = least(
      placed.day + 365,
      stretches.last_day + cast(getvariable('gone_after') as integer),
      cast(getvariable('as_of') as date) - 1
    )
),

sums as (
  select
    first_start,
    last_start,
    if(lost_in between first_start and last_start, lost_in, null) as lost_in,
    sum(revenue) as revenue,
  from counted
  where last_start >= first_start
  group by all
),

starts as (
  select distinct started_on as period,
  from calendar
  cross join (select min(first_start) as from_start, max(last_start) as to_start from sums)
  where started_on between from_start and to_start
)

select
  starts.period,
  sum(sums.revenue) as revenue_start,
  coalesce(sum(sums.revenue) filter (where sums.lost_in = starts.period), 0) as churned,
from starts
join sums on starts.period between sums.first_start and sums.last_start
group by starts.period
order by starts.period
