-- One row per kind of record and month: what the company has besides orders.
with dated as (
  select 'joined' as kind, 'customers' as source, customer_id, cast(joined_on as date) as happened_on from customers
  union all
  select 'events', 'events', customer_id, cast(happened_at as date) from events
  union all
  select 'answers', 'feedback', customer_id, cast(answered_at as date) from feedback
  union all
  select 'tickets', 'tickets', customer_id, cast(opened_at as date) from tickets
  union all
  select 'subscriptions', 'subscriptions', customer_id, started_on from subscriptions
  union all
  select 'leads', 'leads', coalesce(customer_id, lead_id), cast(created_at as date) from leads
  union all
  select 'touches', 'touches', customer_id, cast(happened_at as date) from touches
)

select
  dated.kind,
  strftime(date_trunc('month', happened_on), '%Y-%m') as month,
  count(*) as rows_in_month,
  count(distinct customer_id) as customers,
  last_day(max(happened_on)) <= max(spans.seen_until)
    and date_trunc('month', min(happened_on)) >= max(spans.seen_from) as is_complete,
from dated
join spans on spans.kind = dated.source
where happened_on is not null
group by dated.kind, strftime(date_trunc('month', happened_on), '%Y-%m')
order by dated.kind, month
