-- One row per customer portrayed, feature and value: what lists say of them, and what was so when they first bought, answered, asked or came by.
-- Nothing here can grow with the number of orders or the time seen. `part`: 1, or the share of the things first bought.
-- `is_base` marks one row per customer of whom the feature is known: its own where there is one value each, else one without a value.
with
listed as (
  select customer_key, cast(columns(name -> list_contains(getvariable('texts'), name)) as varchar),
  from customers
),

told as (
  unpivot listed
  on columns(* exclude (customer_key))
  into name feature value value
),

counted as (
  select customer_key, cast(columns(name -> list_contains(getvariable('numbers'), name)) as double),
  from customers
),

begun as (
  select first_orders.*, facts.first_order_at, cast(facts.first_order_at as date) as first_day,
  from first_orders
  join customer_facts as facts on facts.customer_key = first_orders.customer_key
),

clock as (
  select bool_or(first_order_at <> date_trunc('day', first_order_at)) as has_times, count(discount) > 0 as has_discounts,
  from begun
),

bought as (
  select customer_key, product, category, 1 / count(*) over (partition by customer_key) as part,
  from (
    select distinct begun.customer_key, lines.product, lines.category,
    from begun
    join order_lines as lines on lines.customer_key = begun.customer_key and cast(lines.ordered_at as date) = begun.first_day
    where lines.is_purchase
  )
),

goods as (
  select customer_key, 'first.category' as feature, category as value, sum(part) as part,
  from bought
  where category is not null
  group by customer_key, category
  union all
  select customer_key, 'first.product', product, sum(part),
  from bought
  where product is not null
  group by customer_key, product
  union all
  select customer_key, 'first.word', word, sum(part),
  from (
    select customer_key, part, unnest(list_distinct(regexp_extract_all(lower(product), '\p{L}{3,}'))) as word,
    from bought
    where getvariable('goods') = 'words'
  )
  group by customer_key, word
),

said as (
  select
    customers.customer_key,
    arg_min(feedback.comment, coalesce(feedback.answered_at, timestamp '1970-01-01')) filter (feedback.comment is not null) as comment,
  from feedback
  join customers on customers.customer_id = feedback.customer_id
  group by customers.customer_key
),

words as (
  select customer_key, 'said.word' as feature, unnest(list_distinct(regexp_extract_all(lower(comment), '\p{L}{4,}'))) as value,
  from said
  where comment is not null
),

scored as (
  select
    customers.customer_key,
    feedback.kind,
    arg_min(
      (feedback.score - feedback.scale_low) / nullif(feedback.scale_high - feedback.scale_low, 0),
      coalesce(feedback.answered_at, timestamp '1970-01-01')
    ) as height,
  from feedback
  join customers on customers.customer_id = feedback.customer_id
  where feedback.score is not null
  group by customers.customer_key, feedback.kind
),

asked as (
  select customers.customer_key, arg_min(tickets.category, tickets.opened_at) as category,
  from tickets
  join customers on customers.customer_id = tickets.customer_id
  group by customers.customer_key
),

met as (
  select customers.customer_key, arg_min(touches.channel, touches.happened_at) as channel,
  from touches
  join customers on customers.customer_id = touches.customer_id
  group by customers.customer_key
),

subscribed as (
  select customers.customer_key, arg_min(subscriptions.plan, subscriptions.started_on) as plan,
  from subscriptions
  join customers on customers.customer_id = subscriptions.customer_id
  group by customers.customer_key
),

happened as (
  select
    customers.customer_key,
    events.event,
    events.device,
    events.source,
    events.happened_at,
    row_number() over (partition by customers.customer_key order by events.happened_at) as place,
  from events
  join customers on customers.customer_id = events.customer_id
),

cuts as (
  select feature, list(cut order by cut) as cuts,
  from (select unnest(getvariable('cut_features')) as feature, unnest(getvariable('cut_values')) as cut)
  group by feature
),

amounts as (
  select customer_key, feature, value,
  from (unpivot counted on columns(* exclude (customer_key)) into name feature value value)
  union all
  select customer_key, 'first.amount', revenue,
  from begun
),

marked as (
  select customer_key, feature, value, 1 as part, true as is_base,
  from told
  union all
  select amounts.customer_key, amounts.feature, cast(cuts_passed(amounts.value, cuts.cuts) as varchar), 1, true,
  from amounts
  join cuts on cuts.feature = amounts.feature
  union all
  select customer_key, 'first.channel', channel, 1, true,
  from begun
  where channel is not null
  union all
  select customer_key, 'first.campaign', campaign, 1, true,
  from begun
  where campaign is not null
  union all
  select begun.customer_key, 'first.discount', if(coalesce(begun.discount, 0) > 0, 'yes', 'no'), 1, true,
  from begun
  cross join clock
  where clock.has_discounts
  union all
  select
    begun.customer_key,
    'first.hour',
    case
      when hour(begun.first_order_at) < 6 then '0'
      when hour(begun.first_order_at) < 9 then '6'
      when hour(begun.first_order_at) < 12 then '9'
      when hour(begun.first_order_at) < 17 then '12'
      when hour(begun.first_order_at) < 21 then '17'
      else '21'
    end,
    1,
    true,
  from begun
  cross join clock
  where clock.has_times
  union all
  select customer_key, 'first.weekday', cast(isodow(first_order_at) as varchar), 1, true,
  from begun
  union all
  select customer_key, 'first.month', cast(month(first_order_at) as varchar), 1, true,
  from begun
  where getvariable('groups') <> 'buying'
  union all
  select customer_key, 'segment', segment, 1, true,
  from portrayed
  where getvariable('groups') <> 'buying' and segment is not null
  union all
  -- Of those who have had the time.
  select customer_key, 'again', if(coalesce(next_order_at < first_day + interval 91 day, false), 'yes', 'no'), 1, true,
  from begun
  where getvariable('groups') <> 'buying' and first_day + interval 91 day <= cast(getvariable('as_of') as date)
  union all
  select customer_key, feature, value, part, false,
  from goods
  union all
  select distinct customer_key, feature, null, 1, true,
  from goods
  union all
  select customer_key, feature, value, 1, false,
  from words
  union all
  select distinct customer_key, feature, null, 1, true,
  from words
  union all
  select
    customer_key,
    'said.' || kind,
    case when height >= 0.9 then 'top' when height <= 0.6 then 'low' else 'middle' end,
    1,
    true,
  from scored
  where height is not null
  union all
  select customer_key, 'asked.category', category, 1, true,
  from asked
  where category is not null
  union all
  select customer_key, 'met.channel', channel, 1, true,
  from met
  where channel is not null
  union all
  select customer_key, 'subscribed.plan', plan, 1, true,
  from subscribed
  where plan is not null
  union all
  select customer_key, if(place = 1, 'event.first', 'event.second'), event, 1, true,
  from happened
  where place <= 2
  union all
  select customer_key, 'event.device', device, 1, true,
  from happened
  where place = 1 and device is not null
  union all
  select customer_key, 'event.source', source, 1, true,
  from happened
  where place = 1 and source is not null
  union all
  select customer_key, 'event.weekday', cast(isodow(happened_at) as varchar), 1, true,
  from happened
  where place = 1
)

select marked.customer_key, marked.feature, marked.value, marked.part, marked.is_base, portrayed.persona, portrayed.is_best, portrayed.came,
from marked
join portrayed on portrayed.customer_key = marked.customer_key
