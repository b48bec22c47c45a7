-- One row per customer of the thousand with most revenue, then one per two-hundredth of the others: a curve of concentration
-- whose steep part is exact.
with ranked as (
  select revenue, row_number() over (order by revenue desc) as place, count(*) over () as customers
  from customer_facts
  where orders > 0
)

select
  count(*) as count,
  sum(revenue) as sum,
from ranked
group by case when place <= 1000 then place else 1000 + ceil((place - 1000) * 200.0 / (customers - 1000)) end
order by max(place)
