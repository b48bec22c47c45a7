-- One row: customers who left in a period or later and are not back, what they paid a month, and what they have brought so far.
with
gone as (
  select customer_id, arg_max(mrr_before, period) as mrr,
  from moves
  group by customer_id
  having arg_max(kind, period) in ('lost', 'passing') and max(period) >= cast(getvariable('from_period') as date)
)

select count(*) as customers, sum(gone.mrr) as monthly, sum(customer_facts.revenue) as brought,
from gone
left join customer_facts on customer_facts.customer_id = gone.customer_id
