-- One row per measure, the group portrayed and everybody else: the median and the two order statistics around it.
with
counted as (
  select customer_key, cast(columns(name -> list_contains(getvariable('numbers'), name)) as double),
  from customers
),

measured as (
  select customer_key, 'revenue' as measure, revenue as value,
  from rfm_measures
  union all
  select customer_key, 'orders', frequency,
  from rfm_measures
  union all
  select customer_key, 'gap', median_gap_days,
  from rfm_measures
  where median_gap_days is not null
  union all
  select customer_key, 'order', revenue / frequency,
  from rfm_measures
  union all
  select customer_key, 'silence', recency_days,
  from rfm_measures
  union all
  select customer_key, measure, value,
  from (unpivot counted on columns(* exclude (customer_key)) into name measure value value)
),

ranked as (
  select
    measured.measure,
    coalesce(portrayed.is_best and getvariable('is_of_best') or portrayed.persona = getvariable('persona') and not getvariable('is_of_best'), false) as is_member,
    measured.value,
    row_number() over (partition by measured.measure, is_member order by measured.value) as place,
    count(*) over (partition by measured.measure, is_member) as n,
  from measured
  join portrayed on portrayed.customer_key = measured.customer_key
)

select
  measure,
  is_member,
  max(n) as customers,
  median(value) as median,
  min(value) filter (n >= 6 and place = floor((n + 1 - 1.959964 * sqrt(n)) / 2)) as low,
  min(value) filter (n >= 6 and place = n + 1 - floor((n + 1 - 1.959964 * sqrt(n)) / 2)) as high,
from ranked
group by measure, is_member
order by measure, is_member
