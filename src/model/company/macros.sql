-- What the SQL of several pages works out in the same way.

-- How many of up to four cut points, the smallest first, lie strictly below a value. Those that are missing are passed by none.
create or replace macro main.cuts_passed(value, cuts) as
  case
    when value > cuts[9] then 9
    when value > cuts[8] then 8
    when value > cuts[7] then 7
    when value > cuts[6] then 6
    when value > cuts[5] then 5
    when value > cuts[4] then 4
    when value > cuts[3] then 3
    when value > cuts[2] then 2
    when value > cuts[1] then 1
    else 0
  end;

create or replace macro main.period_length(period) as
  case period
    when 'day' then interval 1 day
    when 'week' then interval 7 day
    when 'month' then interval 1 month
    when 'quarter' then interval 3 month
    else interval 1 year
  end;

-- Counted from a customer's own beginning, a period has whole days, so that a month is as long for everyone.
create or replace macro main.period_days(period) as
  case period when 'day' then 1 when 'week' then 7 when 'month' then 30 when 'quarter' then 90 else 365 end;

-- Whole periods of the calendar from one moment to another. From start to start: between other days DuckDB counts whole weeks, not Mondays.
create or replace macro main.calendar_periods(period, from_at, to_at) as
  date_diff(period, date_trunc(period, from_at), date_trunc(period, to_at));

create or replace macro main.own_periods(period, from_at, to_at) as
  floor(epoch(to_at - from_at) / 86400 / main.period_days(period));

-- Either of them: counted by 'calendar' or not.
create or replace macro main.periods_since(counted, period, from_at, to_at) as
  case
    when counted = 'calendar' then main.calendar_periods(period, from_at, to_at)
    else main.own_periods(period, from_at, to_at)
  end;
