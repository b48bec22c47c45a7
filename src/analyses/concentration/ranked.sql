-- One row per customer who bought, over all years (year is null) and in each: the place by what the customer brought, 1 the most.
with amounts as (
  select
    year(ordered_at) as year,
    customer_key,
    count(*) filter (where is_purchase) as purchases,
    sum(
      case getvariable('amount')
        when 'gross' then case when is_purchase then revenue end
        when 'margin' then margin
        else revenue
      end
    ) as amount,
  from orders
  group by grouping sets ((customer_key), (customer_key, year(ordered_at)))
)

select
  year,
  customer_key,
  coalesce(amount, 0) as amount,
  row_number() over (partition by year order by amount desc nulls last, customer_key) as place,
  count(*) over (partition by year) as customers,
from amounts
where purchases > 0
