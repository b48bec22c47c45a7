-- One row per customer in view: scores (1 + cut points strictly below the value, recency reversed) and the segment they name.
-- A measure has up to nine cut points; those it has not are null and pass no value.
with scored as (
  select
    *,
    getvariable('r_levels') - cuts_passed(recency_days, getvariable('r_cut_points')) as r_score,
    1 + cuts_passed(frequency, getvariable('f_cut_points')) as f_score,
    1 + cuts_passed(monetary, getvariable('m_cut_points')) as m_score,
  from rfm_measures
  semi join customers on customers.customer_key = rfm_measures.customer_key
)

select
  *,
  -- The segments of all score triples in a row: r slowest, m fastest.
  getvariable('segment_of_scores')[((r_score - 1) * getvariable('f_levels') + f_score - 1) * getvariable('m_levels') + m_score] as segment,
from scored
