-- One row: how many customers were selected, and what they brought.
select
  count(*) as total,
  sum(revenue) as revenue,
from ranked
