-- One row per customer of a run of cohorts who bought in one of the periods of their own given, or in every one of them.
with
dated as (
  select
    began.customer_id,
    began.cohort,
    began.group_name,
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
