-- One row per customer with a purchase: what the orders of the first day were, which are one visit, and when the first order of a later day came.
with
begun as (
  select customer_key, day as first_day, day + gap_after as next_day,
  from company.order_days
  where gap_before is null
)

select
  begun.customer_key,
  min(channel) filter (where cast(ordered_at as date) = first_day) as channel,
  min(campaign) filter (where cast(ordered_at as date) = first_day) as campaign,
  max(discount) filter (where cast(ordered_at as date) = first_day) as discount,
  sum(revenue) filter (where cast(ordered_at as date) = first_day) as revenue,
  min(ordered_at) filter (where cast(ordered_at as date) = next_day) as next_order_at,
from begun
join company.orders on orders.customer_key = begun.customer_key
where orders.is_purchase and (cast(ordered_at as date) = first_day or cast(ordered_at as date) = next_day)
group by begun.customer_key
