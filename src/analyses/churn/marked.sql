-- One row per group: customers with a mark that says whether they left, those who did, and what both pay.
select
  breakdown.value as group_name,
  count(*) as customers,
  count(*) filter (where is_churned) as lost,
  sum(coalesce(mrr, 0)) as mrr,
  coalesce(sum(mrr) filter (where is_churned), 0) as mrr_lost,
  coalesce(sum(tenure), 0) as tenure,
from customers
join breakdown on breakdown.customer_id = customers.customer_id
where is_churned is not null
group by breakdown.value
order by customers desc, group_name
