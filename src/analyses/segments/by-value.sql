-- One row per value of the breakdown and segment.
select
  breakdown.value,
  scores.segment,
  count(*) as customers,
  sum(scores.revenue) as revenue,
from scores
join breakdown on breakdown.customer_key = scores.customer_key
group by breakdown.value, scores.segment
order by breakdown.value, scores.segment
