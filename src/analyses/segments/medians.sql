-- One row per segment (and 'All', and 'Quiet': at risk or too good to lose) and measure: the median and the two order statistics around it.
with day_counts as (
  select segment, 'recency' as measure, recency_days as value, count(*) as customers,
  from scores
  group by segment, recency_days
  union all
  select segment, 'frequency', frequency, count(*),
  from scores
  group by segment, frequency
  union all
  select segment, 'gap', median_gap_days, count(*),
  from scores
  where median_gap_days is not null
  group by segment, median_gap_days
),

grouped as (
  select segment as name, measure, value, customers,
  from day_counts
  union all
  select 'All', measure, value, sum(customers),
  from day_counts
  group by measure, value
  union all
  select 'Quiet', measure, value, sum(customers),
  from day_counts
  where segment in ('At risk', 'Can''t lose')
  group by measure, value
),

ranked as (
  select
    name,
    measure,
    value,
    sum(customers) over (partition by name, measure order by value) as rank_to,
    sum(customers) over (partition by name, measure) as n,
  from grouped
),

-- Ranks of the order statistics: binomial by the normal approximation with continuity correction.
bounds as (
  select *, floor((n + 1 - 1.959964 * sqrt(n)) / 2) as low_rank,
  from ranked
)

select
  name,
  measure,
  max(n) as customers,
  (min(value) filter (rank_to >= floor((n + 1) / 2)) + min(value) filter (rank_to >= floor((n + 2) / 2))) / 2 as median,
  case when max(n) >= 6 then min(value) filter (rank_to >= low_rank) end as low,
  case when max(n) >= 6 then min(value) filter (rank_to >= n + 1 - low_rank) end as high,
from bounds
group by name, measure
order by name, measure
