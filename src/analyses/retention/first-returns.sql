-- One row per cohort of two and the period of their own in which customers first came back, null where they have not: how many.
with
dated as (
  select
    began.customer_key,
    case
      when getvariable('counted') = 'calendar'
        then date_diff(getvariable('period'), began.cohort, date_trunc(getvariable('period'), orders.ordered_at))
      else floor(
        epoch(orders.ordered_at - began.first_order_at)
        / 86400
        / case getvariable('period') when 'day' then 1 when 'week' then 7 when 'month' then 30 when 'quarter' then 90 else 365 end
      )
    end as period,
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
