-- One row per value of one column of the customers table, the twenty most frequent and the rest together.
with valued as (
  select
    case getvariable('kind')
      when 'country' then country
      when 'region' then region
      when 'city' then city
      when 'plan' then plan
      when 'status' then status
      when 'industry' then industry
      when 'gender' then gender
      when 'source' then source
    end as name,
    is_churned,
    mrr,
  from customers
),

ranked as (
  select
    name,
    count(*) as customers,
    count(*) filter (is_churned) as churned,
    sum(mrr) as revenue,
    row_number() over (order by count(*) desc, name) as place,
  from valued
  group by name
)

select
  case when place <= 20 then coalesce(name, 'Not known') end as name,
  count(name) as names,
  sum(customers) as customers,
  sum(churned) as churned,
  sum(revenue) as revenue,
from ranked
group by least(place, 21), case when place <= 20 then coalesce(name, 'Not known') end
order by least(place, 21)
