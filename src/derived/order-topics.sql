-- One row per purchase: the category or product that it was about, which is where most of its money went.
with
sums as (
  select
    order_key,
    customer_key,
    case when getvariable('taken_from') = 'category' then category else product end as name,
    min(ordered_at) as ordered_at,
    sum(revenue) as revenue,
  from company.order_lines
  where getvariable('taken_from') in ('category', 'product') and is_purchase
  group by all
),

ranked as (
  select
    order_key,
    customer_key,
    name,
    min(ordered_at) over (partition by order_key) as ordered_at,
    row_number() over (partition by order_key order by revenue desc nulls last, name) as place,
  from sums
)

select order_key, customer_key, name, ordered_at,
from ranked
where place = 1
