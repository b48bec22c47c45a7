-- One row: the numbers that stand above the findings. Customers are those with a purchase where there are orders.
with bought as (
  select
    count(*) as known,
    count(*) filter (orders > 0) as buyers,
    count(*) filter (orders > 1) as repeat_buyers,
    coalesce(sum(orders), 0) as orders,
    coalesce(sum(revenue) filter (orders > 0), 0) as revenue,
  from customer_facts
)

select
  known,
  buyers,
  repeat_buyers,
  orders,
  revenue,
  (select count(*) from events) as events,
  (select count(*) from feedback) as answers,
  (select count(*) from tickets) as tickets,
  (select count(*) from subscriptions) as subscriptions,
from bought
