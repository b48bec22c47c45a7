-- One row per pace: when the next order is due, between which days eight in ten come, and where that leaves them on the as-of date.
with
dated as (
  select
    customer_key,
    item,
    gaps + 1 as order_days,
    last_on,
    exp(pace + getvariable('bounds')[3] * spread) as usual_days,
    exp(pace + getvariable('bounds')[1] * spread) as early_days,
    exp(pace + getvariable('bounds')[2] * spread) as soon_days,
    exp(pace + getvariable('bounds')[4] * spread) as late_days,
    exp(pace + getvariable('bounds')[5] * spread) as nine_days,
    exp(pace + getvariable('bounds')[6] * spread) as last_days,
    cast(getvariable('as_of') as date) - last_on as silence,
  from paces
)

select
  customers.customer_id,
  dated.customer_key,
  dated.item,
  dated.order_days,
  dated.last_on,
  dated.usual_days,
  dated.last_on + cast(least(round(dated.usual_days), 36500) as integer) as due_on,
  dated.last_on + cast(least(round(dated.early_days), 36500) as integer) as low,
  dated.last_on + cast(least(round(dated.nine_days), 36500) as integer) as high,
  case
    when dated.silence < dated.soon_days then 'not yet'
    when dated.silence <= dated.late_days then 'due'
    when dated.silence <= dated.last_days then 'overdue'
    else 'long overdue'
  end as state,
from dated
join customers on customers.customer_key = dated.customer_key
