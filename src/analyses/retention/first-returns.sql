-- One row per cohort of two and the period of their own in which customers first came back, null where they have not: how many.
with
dated as (
  select
    began.customer_key,
    periods_since(getvariable('counted'), getvariable('period'), began.first_order_at, orders.ordered_at) as period,
  from began
  join orders on orders.customer_key = began.customer_key
  where
    orders.is_purchase
    and began.cohort in (cast(getvariable('first_cohort') as date), cast(getvariable('second_cohort') as date))
),

first_returns as (
  select customer_key, min(period) as period,
  from dated
  where period > 0
  group by customer_key
)

select began.cohort, cast(first_returns.period as integer) as period, count(*) as customers,
from began
left join first_returns on first_returns.customer_key = began.customer_key
where began.cohort in (cast(getvariable('first_cohort') as date), cast(getvariable('second_cohort') as date))
group by began.cohort, first_returns.period
order by began.cohort, first_returns.period nulls last
