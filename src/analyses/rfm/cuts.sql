-- One row per measure of the customers in `measured`: how many different values it has, the first five of them, and its fifths (type 7).
with measures as (
  select 'recency' as measure, recency_days as value from measured
  union all
  select 'frequency', frequency from measured
),

cut as (
  select
    measure,
    count(distinct value) as distinct_values,
    list_sort(list(distinct value))[1:5] as smallest,
    quantile_cont(value, [0.2, 0.4, 0.6, 0.8]) as fifths,
  from measures
  group by measure
)

select
  measure,
  distinct_values,
  smallest[1] as value_1,
  smallest[2] as value_2,
  smallest[3] as value_3,
  smallest[4] as value_4,
  fifths[1] as cut_1,
  fifths[2] as cut_2,
  fifths[3] as cut_3,
  fifths[4] as cut_4,
from cut
order by measure
