-- Customers who took back, or cost, more than they brought.
select
  count(*) as customers,
  sum(amount) as revenue,
from ranked
where year is null and amount < 0
