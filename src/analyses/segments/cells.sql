-- One row per combination of scores that has customers.
select
  r_score,
  f_score,
  m_score,
  count(*) as customers,
  sum(revenue) as revenue,
  sum(revenue * revenue) as revenue_squares,
  sum(frequency) as frequency,
  sum(monetary) as monetary,
from scores
group by r_score, f_score, m_score
order by r_score, f_score, m_score
