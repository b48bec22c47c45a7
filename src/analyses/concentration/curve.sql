-- What customers brought, the largest first, over all years and in each: one row for each of the first thousand, then one per
-- two-hundredth of the others, so that the steep part is exact.
select
  year,
  count(*) as count,
  sum(amount) as sum,
from ranked
group by year, case when place <= 1000 then place else 1000 + ceil((place - 1000) * 200.0 / (customers - 1000)) end
order by year nulls first, max(place)
