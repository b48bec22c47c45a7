-- A tenth of the customers a row, those who brought most first.
select
  ceil(place * 10.0 / customers) as decile,
  count(*) as customers,
  sum(amount) as revenue,
from ranked
where year is null
group by decile
order by decile
