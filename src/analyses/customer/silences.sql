-- One row: silences of others with as many order days or more that lasted as long as this one does by now, whose next days are known,
-- and those of them that ended within these days.
with silences as (
  select gap_after, cast(getvariable('as_of') as date) - day as until_now,
  from order_days
  join customer_facts on customer_facts.customer_key = order_days.customer_key
  where
    customer_facts.order_days >= getvariable('least_days')
    and order_days.customer_key <> getvariable('customer_key')
    and coalesce(gap_after, cast(getvariable('as_of') as date) - day) > getvariable('silent_days')
)

select
  count(*) as silences,
  count(*) filter (gap_after <= getvariable('silent_days') + getvariable('within_days')) as ended,
from silences
where gap_after is not null or until_now >= getvariable('silent_days') + getvariable('within_days')
