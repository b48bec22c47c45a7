-- One row per customer in view: scores (1 + cut points strictly below the value, recency reversed) and the segment they name.
-- A measure has one to four cut points; those it has not are null and pass no value.
with scored as (
  select
    *,
    getvariable('r_levels') - case
      when recency_days > getvariable('r_cut_points')[4] then 4
      when recency_days > getvariable('r_cut_points')[3] then 3
      when recency_days > getvariable('r_cut_points')[2] then 2
      when recency_days > getvariable('r_cut_points')[1] then 1
      else 0
    end as r_score,
    case
      when frequency > getvariable('f_cut_points')[4] then 5
      when frequency > getvariable('f_cut_points')[3] then 4
      when frequency > getvariable('f_cut_points')[2] then 3
      when frequency > getvariable('f_cut_points')[1] then 2
      else 1
    end as f_score,
    case
      when monetary > getvariable('m_cut_points')[4] then 5
      when monetary > getvariable('m_cut_points')[3] then 4
      when monetary > getvariable('m_cut_points')[2] then 3
      when monetary > getvariable('m_cut_points')[1] then 2
      else 1
    end as m_score,
  from measures
  semi join customers on customers.customer_id = measures.customer_id
)

select
  *,
  -- The segments of all score triples in a row: r slowest, m fastest.
  getvariable('segment_of_scores')[((r_score - 1) * getvariable('f_levels') + f_score - 1) * getvariable('m_levels') + m_score] as segment,
from scored
