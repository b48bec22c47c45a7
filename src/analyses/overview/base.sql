-- One row: customers known anywhere, and those of them who have left where that is recorded.
select
  count(*) as customers,
  count(is_churned) as with_outcome,
  count(*) filter (is_churned) as churned,
  sum(mrr) as mrr,
  sum(mrr) filter (is_churned) as mrr_churned,
from customers
