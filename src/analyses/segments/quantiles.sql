-- One row per measure: about how many different values it has, and its quantiles (type 7) at up to four shares.
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
)

select 'recency' as measure, customers, recency_values as about_distinct, recency_cuts[1] as cut_1, recency_cuts[2] as cut_2, recency_cuts[3] as cut_3, recency_cuts[4] as cut_4,
from measured
union all
select 'frequency', customers, frequency_values, frequency_cuts[1], frequency_cuts[2], frequency_cuts[3], frequency_cuts[4],
from measured
union all
select 'monetary', customers, monetary_values, monetary_cuts[1], monetary_cuts[2], monetary_cuts[3], monetary_cuts[4],
from measured
