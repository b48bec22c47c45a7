-- One row per customer who is portrayed: their group, whether they are among the best by revenue, their segment as the segments page names it at
-- first, and the quarter in which they came (0: not known).
with
placed as (
  select customer_key, segment, row_number() over (order by revenue desc, customer_key) as place, count(*) over () as customers,
  from scores
),

contracts as (
  select customers.customer_key, bool_or(subscriptions.ended_on is null or subscriptions.ended_on >= cast(getvariable('as_of') as date)) as is_there,
  from subscriptions
  join customers on customers.customer_id = subscriptions.customer_id
  where getvariable('groups') = 'contract'
  group by customers.customer_key
),

ends as (
  select customers.customer_key, arg_max(events.event, events.happened_at) as event,
  from events
  join customers on customers.customer_id = events.customer_id
  where getvariable('groups') = 'last event'
  group by customers.customer_key
),

answers as (
  select customers.customer_key, avg((feedback.score - feedback.scale_low) / nullif(feedback.scale_high - feedback.scale_low, 0)) as height,
  from feedback
  join customers on customers.customer_id = feedback.customer_id
  where getvariable('groups') = 'score' and feedback.score is not null
  group by customers.customer_key
),

spans as (
  select customers.customer_key, epoch(max(events.happened_at) - min(events.happened_at)) as seconds,
  from events
  join customers on customers.customer_id = events.customer_id
  where getvariable('groups') = 'duration'
  group by customers.customer_key
),

quarters as (
  select quantile_cont(seconds, 0.25) as quick, quantile_cont(seconds, 0.75) as slow,
  from spans
),

columned as (
  select customer_key, cast(columns(name -> name = getvariable('group_column')) as varchar) as persona,
  from customers
  where getvariable('groups') = 'column'
),

grouped as (
  select customer_key, segment as persona, place <= ceil(customers * getvariable('best') / 100) as is_best,
  from placed
  where getvariable('groups') = 'buying'
  union all
  select customer_key, value, false,
  from breakdown
  where getvariable('groups') = 'breakdown'
  union all
  select customer_key, if(getvariable('group_column') = 'is_churned', if(persona = 'true', 'Left', 'Stayed'), persona), false,
  from columned
  where persona is not null
  union all
  select customer_key, if(is_there, 'Stayed', 'Left'), false,
  from contracts
  union all
  select customer_key, if(ended_on < cast(getvariable('as_of') as date), 'Left', 'Stayed'), false,
  from customers
  where getvariable('groups') = 'end'
  union all
  select customer_key, event, false,
  from ends
  union all
  select customer_key, case when seconds >= slow then 'Slowest quarter' when seconds <= quick then 'Quickest quarter' else 'Middle half' end, false,
  from spans
  cross join quarters
  union all
  select customer_key, case when height >= 0.8 then 'High scores' when height <= 0.4 then 'Low scores' else 'Middling scores' end, false,
  from answers
)

select
  grouped.customer_key,
  grouped.persona,
  grouped.is_best,
  scores.segment,
  coalesce(4 * year(coalesce(facts.first_order_at, customers.joined_on)) + quarter(coalesce(facts.first_order_at, customers.joined_on)), 0) as came,
from grouped
join customers on customers.customer_key = grouped.customer_key
left join scores on scores.customer_key = grouped.customer_key
left join customer_facts as facts on facts.customer_key = grouped.customer_key
