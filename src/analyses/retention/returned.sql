-- One row per customer of a run of cohorts who bought in one of the periods of their own given, or in every one of them.
with
dated as (
  select
    began.customer_id,
    began.cohort,
    began.group_name,
    periods_since(getvariable('counted'), getvariable('period'), began.first_order_at, orders.ordered_at) as period,
  from began
  join orders on orders.customer_key = began.customer_key
  where orders.is_purchase
)

select customer_id,
from dated
where
  cohort between cast(getvariable('from_cohort') as date) and cast(getvariable('to_cohort') as date)
  and (getvariable('in_group') is null or group_name = getvariable('in_group'))
  and period >= getvariable('from_period')
  and (getvariable('to_period') is null or period <= getvariable('to_period'))
group by customer_id
having not getvariable('in_every') or count(distinct period) = getvariable('to_period') - getvariable('from_period') + 1
