-- One row per customer followed who has bought: order days after the first, days from the first to the last and to now, and what they brought.
select
  followed.customer_id,
  count(*) - 1 as repeats,
  max(day) - min(day) as recency,
  cast(getvariable('as_of') as date) - min(day) as age,
  sum(revenue) as spent,
from order_gaps
join followed on followed.customer_key = order_gaps.customer_key
group by followed.customer_id
