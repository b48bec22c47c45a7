-- One row per day and segment: who was in it on the as-of date and on the same day of each month of the year before, by the cut points in force.
-- Days on which nobody could yet have been silent for long enough to score lowest are left out.
with
dates as (
  select place, cast(cast(getvariable('as_of') as date) - to_months(cast(13 - place as integer)) as date) as day,
  from unnest(range(1, 14)) as places (place)
),

-- The place of the first of those days after it.
ordered as (
  select
    customer_key,
    place,
    count(*) filter (is_purchase) as orders,
    sum(revenue) as revenue,
    max(ordered_at) filter (is_purchase) as last_order_at,
  from orders
  asof join dates on dates.day > orders.ordered_at
  group by customer_key, place
),

counted_days as (
  select customer_key, place, count(*) as order_days,
  from order_days
  asof join dates on dates.day > order_days.day
  where getvariable('frequency') = 'days'
  group by customer_key, place
),

to_date as (
  select
    ordered.customer_key,
    ordered.place,
    lead(ordered.place, 1, 14) over by_place as next_place,
    sum(orders) over by_place as orders,
    sum(order_days) over by_place as order_days,
    sum(revenue) over by_place as revenue,
    max(last_order_at) over by_place as last_order_at,
  from ordered
  left join counted_days on counted_days.customer_key = ordered.customer_key and counted_days.place = ordered.place
  window by_place as (partition by ordered.customer_key order by ordered.place rows unbounded preceding)
),

-- All that does not change with the day is scored once, and customers who are alike in it are counted together.
scored as (
  select
    place,
    next_place,
    cast(last_order_at as date) as last_order_on,
    1 + cuts_passed(cast(case getvariable('frequency') when 'days' then order_days else orders end as double), getvariable('f_cut_points')) as f_score,
    1 + cuts_passed(round(case getvariable('monetary') when 'mean' then revenue / orders else revenue end, 6), getvariable('m_cut_points')) as m_score,
    count(*) as customers,
  from to_date
  where orders > 0
  group by all
),

-- Until the place at which something happens again, all stays as it is.
each_day as (
  select * exclude (place), unnest(range(place, next_place)) as place,
  from scored
),

placed as (
  select
    * exclude (place),
    getvariable('r_levels')
    - cuts_passed(cast(day - last_order_on as double), getvariable('r_cut_points')) as r_score,
  from each_day
  join dates on dates.place = each_day.place
  where
    day = cast(getvariable('as_of') as date)
    or day - cast((select min(ordered_at) from company.orders) as date) > coalesce(list_max(getvariable('r_cut_points')), 0)
)

select
  cast(day as varchar) as day,
  getvariable('segment_of_scores')[((r_score - 1) * getvariable('f_levels') + f_score - 1) * getvariable('m_levels') + m_score] as segment,
  sum(customers) as customers,
from placed
group by all
order by all
