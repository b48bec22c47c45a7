-- What lines with a large discount earn beside the others, in money. A line without a margin says nothing.
select
  count(*) filter (discount > getvariable('from_share')) as lines,
  count(distinct customer_key) filter (discount > getvariable('from_share')) as customers,
  sum(revenue) filter (discount > getvariable('from_share')) as revenue,
  sum(margin) filter (discount > getvariable('from_share')) as margin,
  count(*) as all_lines,
  sum(margin) as all_margin,
  count(distinct customer_key) filter (margin < 0 and discount > getvariable('from_share')) as losing_customers,
from order_lines
where margin is not null
