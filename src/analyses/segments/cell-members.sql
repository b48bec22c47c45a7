-- One row per customer of one cell of the grid; the column is the score that names segments.
select customers.customer_id,
from scores
join customers on customers.customer_key = scores.customer_key
where
  r_score = getvariable('row_score')
  and getvariable('column_of_scores')[(f_score - 1) * getvariable('m_levels') + m_score] = getvariable('column_score')
