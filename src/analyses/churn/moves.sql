-- One row per customer and period in which they came, left, or paid another amount: how they stood before and after. All changes are seen from the next morning on.
with
as_of as (
  select cast(getvariable('as_of') as date) as day,
),

spells as (
  select customer_id, started_on, if(ended_on <= as_of.day, ended_on, null) as ended_on, coalesce(mrr, 0) as mrr,
  from subscriptions
  cross join as_of
  where
    getvariable('source') = 'subscriptions'
    and started_on <= as_of.day
    and (ended_on is null or ended_on >= started_on)
  union all
  select customer_id, joined_on, if(ended_on <= as_of.day, ended_on, null), coalesce(mrr, 0),
  from customers
  cross join as_of
  where
    getvariable('source') = 'dates'
    and joined_on <= as_of.day
    and (ended_on >= joined_on or (ended_on is null and not coalesce(is_churned, false)))
),

followed as (
  -- A plan that begins within 31 days of an end goes on from it: a new plan or price, not leaving.
  select
    spells.*,
    if(later.started_on <= spells.ended_on + 31, later.started_on, spells.ended_on) as over_on,
  from spells
  asof left join (select distinct customer_id, started_on from spells) as later
    on later.customer_id = spells.customer_id
    and later.started_on >= greatest(spells.ended_on, spells.started_on + 1)
),

changes as (
  select customer_id, started_on as day, 1 as stays, mrr
  from followed
  union all
  select customer_id, over_on, -1, -mrr
  from followed
  where over_on is not null
),

per_day as (
  select customer_id, day, sum(stays) as stays, sum(mrr) as mrr
  from changes
  group by all
),

states as (
  select
    customer_id,
    day,
    sum(stays) over own - stays > 0 as was_there,
    sum(stays) over own > 0 as is_there,
    round(sum(mrr) over own - mrr, 6) as mrr_before,
    round(sum(mrr) over own, 6) as mrr_after,
    date_trunc(getvariable('period'), min(day) over (partition by customer_id)) as first_period,
    date_trunc(getvariable('period'), day) as period,
  from per_day
  window own as (partition by customer_id order by day rows unbounded preceding)
),

in_period as (
  select
    customer_id,
    period,
    period = any_value(first_period) as is_first,
    arg_min(was_there, states.day) as was_there,
    arg_max(is_there, states.day) as is_there,
    arg_min(mrr_before, states.day) as mrr_before,
    arg_max(mrr_after, states.day) as mrr_after,
    count(*) filter (where was_there and not is_there) as endings,
    sum(
      (is_there::integer - was_there::integer)
      * greatest(0, least(cast(period + to_months(if(getvariable('period') = 'month', 1, 3)) as date), as_of.day) - states.day - 1)
    ) as days_gained,
  from states
  cross join as_of
  group by customer_id, period
)

select
  in_period.customer_id,
  breakdown.value as group_name,
  cast(period as date) as period,
  case
    when was_there and is_there then 'stayed'
    when was_there then 'lost'
    when is_there and is_first then 'new'
    when is_there then 'back'
    else 'passing'
  end as kind,
  is_first,
  if(was_there, mrr_before, 0) as mrr_before,
  if(is_there, mrr_after, 0) as mrr_after,
  endings,
  days_gained,
from in_period
join breakdown on breakdown.customer_id = in_period.customer_id
