-- One row per group and being among the best by revenue: how many they are, and what they brought.
select portrayed.persona, portrayed.is_best, count(*) as customers, sum(facts.revenue) as revenue,
from portrayed
left join rfm_measures as facts on facts.customer_key = portrayed.customer_key
group by portrayed.persona, portrayed.is_best
order by customers desc, portrayed.persona
