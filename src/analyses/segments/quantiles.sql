-- One row per measure: about how many different values it has, and its quantiles (type 7) at the wanted shares.
with measured as (
  select
    count(*) as customers,
    approx_count_distinct(recency_days) as recency_values,
    approx_count_distinct(frequency) as frequency_values,
    approx_count_distinct(monetary) as monetary_values,
    quantile_cont(recency_days, getvariable('cut_shares')) as recency_cuts,
    quantile_cont(frequency, getvariable('cut_shares')) as frequency_cuts,
    quantile_cont(monetary, getvariable('cut_shares')) as monetary_cuts,
  from rfm_measures
),

listed as (
  select 'recency' as measure, customers, recency_values as about_distinct, recency_cuts as cuts,
  from measured
  union all
  select 'frequency', customers, frequency_values, frequency_cuts,
  from measured
  union all
  select 'monetary', customers, monetary_values, monetary_cuts,
  from measured
)

select
  measure,
  customers,
  about_distinct,
  cuts[1] as cut_1,
  cuts[2] as cut_2,
  cuts[3] as cut_3,
  cuts[4] as cut_4,
  cuts[5] as cut_5,
  cuts[6] as cut_6,
  cuts[7] as cut_7,
  cuts[8] as cut_8,
  cuts[9] as cut_9,
from listed
