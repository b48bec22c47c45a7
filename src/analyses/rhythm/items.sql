-- Items with the most customers of a pace: how often they are usually bought, and who is due.
select
  item,
  count(*) as customers,
  median(usual_days) as usual_days,
  quantile_cont(usual_days, 0.25) as low,
  quantile_cont(usual_days, 0.75) as high,
  count(*) filter (where state in ('due', 'overdue')) as due,
from due
where item is not null
group by item
having count(*) >= 20
order by customers desc, item
limit 30
