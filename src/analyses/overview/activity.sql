-- One row per kind of record and month: what the company has besides orders.
with dated as (
  select 'joined' as kind, customer_id, cast(joined_on as date) as happened_on from customers
  union all
  select 'events', customer_id, cast(happened_at as date) from events
  union all
  select 'answers', customer_id, cast(answered_at as date) from feedback
  union all
  select 'tickets', customer_id, cast(opened_at as date) from tickets
  union all
  select 'subscriptions', customer_id, started_on from subscriptions
  union all
  select 'leads', coalesce(customer_id, lead_id), cast(created_at as date) from leads
  union all
  select 'touches', customer_id, cast(happened_at as date) from touches
)

select
  kind,
  strftime(date_trunc('month', happened_on), '%Y-%m') as month,
  count(*) as rows_in_month,
  count(distinct customer_id) as customers,
  last_day(max(happened_on)) <= cast(getvariable('last_at') as date)
    and date_trunc('month', min(happened_on)) >= cast(getvariable('first_at') as date) as is_complete,
from dated
where happened_on is not null
group by kind, strftime(date_trunc('month', happened_on), '%Y-%m')
order by kind, month
