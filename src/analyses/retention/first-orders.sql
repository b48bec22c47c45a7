-- One row per property of the first order and value: how many began so, and how many of them ordered again in time.
with
known as materialized (
  select customer_key, feature, value, came_back,
  from properties
  where value is not null
),

totals as (
  select feature, count(distinct customer_key) as known, count(distinct customer_key) filter (where came_back) as known_back,
  from known
  group by feature
),

counted as (
  select feature, value, count(*) as customers, count(*) filter (where came_back) as came_back,
  from known
  group by feature, value
)

select counted.feature, counted.value, counted.customers, counted.came_back, totals.known, totals.known_back,
from counted
join totals on totals.feature = counted.feature
where counted.customers >= getvariable('fewest') and totals.known - counted.customers >= getvariable('fewest')
qualify row_number() over (partition by counted.feature order by counted.customers desc, counted.value) <= getvariable('most_values')
order by counted.feature, counted.customers desc, counted.value
