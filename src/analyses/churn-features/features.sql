-- One row per customer followed: what was known of them on the day of the cut, and nothing later.
with
days as (
  select
    cast(getvariable('cut') as date) as cut,
    cast(getvariable('cut') as date) - cast(getvariable('recent_days') as integer) as recent,
    cast(getvariable('cut') as date) - cast(2 * getvariable('recent_days') as integer) as before,
    getvariable('source') <> 'flag' as has_dates,
),

placed as (
  select orders.*,
  from orders
  join followed on followed.customer_id = orders.customer_id
  cross join days
  where days.has_dates and orders.ordered_at < days.cut
),

order_days as (
  select distinct customer_id, cast(ordered_at as date) as day,
  from placed
  where is_purchase
),

gaps as (
  select customer_id, day, day - lag(day) over (partition by customer_id order by day) as gap,
  from order_days
),

rhythm as (
  select customer_id, median(gap) as usual_gap, arg_max(gap, day) as last_gap,
  from gaps
  where gap is not null
  group by customer_id
),

ordered as (
  select
    customer_id,
    any_value(days.cut) - cast(max(ordered_at) filter (where is_purchase) as date) as silence,
    count(*) filter (where is_purchase) as orders,
    count(*) filter (where is_purchase and ordered_at >= days.recent) as orders_recent,
    count(*) filter (where is_purchase and ordered_at >= days.before and ordered_at < days.recent) as orders_before,
    sum(revenue) as revenue,
    coalesce(sum(revenue) filter (where ordered_at >= days.recent), 0) as revenue_recent,
    coalesce(sum(revenue) filter (where ordered_at >= days.before and ordered_at < days.recent), 0) as revenue_before,
    avg(revenue) filter (where is_purchase) as order_value,
    avg(if(discount > 0, 1, 0)) filter (where is_purchase and discount is not null) as discounted,
    count(*) filter (where is_return) as returned,
    arg_min(channel, ordered_at) as first_channel,
  from placed
  cross join days
  group by customer_id
),

lines as (
  select order_lines.*,
  from order_lines
  cross join days
  where days.has_dates and order_lines.is_purchase and order_lines.ordered_at < days.cut and order_lines.product is not null
),

sold as (
  -- A product is off the list when it has not been sold for five times as long as it used to take, and a month.
  select
    product,
    any_value(days.cut) - cast(max(ordered_at) as date)
      > greatest(30, 5 * (cast(max(ordered_at) as date) - cast(min(ordered_at) as date)) / greatest(count(*) - 1, 1)) and count(*) >= 10 as is_gone,
  from lines
  cross join days
  group by product
),

bought as (
  select
    lines.customer_id,
    lines.product,
    any_value(lines.category) as category,
    count(distinct lines.order_key) as orders,
    sum(lines.quantity) filter (where lines.ordered_at >= days.recent) as pieces,
    avg(lines.unit_price) filter (where lines.ordered_at >= days.recent) as price,
    avg(lines.unit_price) filter (where lines.ordered_at < days.recent) as price_before,
  from lines
  join followed on followed.customer_id = lines.customer_id
  cross join days
  group by lines.customer_id, lines.product
),

favourites as (
  select customer_id, arg_max(product, orders) as product, max(orders) as orders,
  from bought
  group by customer_id
),

baskets as (
  select
    bought.customer_id,
    count(*) as products,
    count(distinct category) as categories,
    sum(pieces * price) filter (where price_before > 0) / nullif(sum(pieces * price_before) filter (where price > 0), 0) as price_ratio,
  from bought
  group by bought.customer_id
),

favourite as (
  select favourites.customer_id, if(favourites.orders >= 2, sold.is_gone, false) as favourite_gone,
  from favourites
  join sold on sold.product = favourites.product
),

done as (
  select
    events.customer_id,
    count(*) as events,
    count(*) filter (where happened_at >= days.recent) as events_recent,
    count(*) filter (where happened_at >= days.before and happened_at < days.recent) as events_before,
    any_value(days.cut) - cast(max(happened_at) as date) as event_silence,
    bool_or(event = getvariable('event_kinds')[1]) as event_1,
    bool_or(event = getvariable('event_kinds')[2]) as event_2,
    bool_or(event = getvariable('event_kinds')[3]) as event_3,
    bool_or(event = getvariable('event_kinds')[4]) as event_4,
    bool_or(event = getvariable('event_kinds')[5]) as event_5,
    bool_or(event = getvariable('event_kinds')[6]) as event_6,
    bool_or(event = getvariable('event_kinds')[7]) as event_7,
    bool_or(event = getvariable('event_kinds')[8]) as event_8,
  from events
  join followed on followed.customer_id = events.customer_id
  cross join days
  where days.has_dates and happened_at < days.cut
  group by events.customer_id
),

asked as (
  select
    tickets.customer_id,
    count(*) as tickets,
    count(*) filter (where opened_at >= days.recent) as tickets_recent,
    count(*) filter (where closed_at is null or closed_at >= days.cut) as tickets_open,
    count(*) filter (where is_reopened and opened_at >= days.before) as tickets_reopened,
    avg(score) filter (where closed_at < days.cut) as ticket_score,
    avg(date_diff('minute', opened_at, closed_at) / 60.0) filter (where closed_at < days.cut) as ticket_hours,
  from tickets
  join followed on followed.customer_id = tickets.customer_id
  cross join days
  where days.has_dates and opened_at < days.cut
  group by tickets.customer_id
),

answered as (
  select
    feedback.customer_id,
    count(*) as answers,
    100 * avg((score - scale_low) / nullif(scale_high - scale_low, 0)) as score_mean,
    100 * arg_max((score - scale_low) / nullif(scale_high - scale_low, 0), answered_at) as score_last,
  from feedback
  join followed on followed.customer_id = feedback.customer_id
  cross join days
  where days.has_dates and answered_at < days.cut and score is not null
  group by feedback.customer_id
),

spells as (
  select
    subscriptions.*,
    lag(mrr) over (partition by subscriptions.customer_id, plan order by started_on) as mrr_before,
    lag(ended_on) over (partition by subscriptions.customer_id, plan order by started_on) as ended_before,
  from subscriptions
  join followed on followed.customer_id = subscriptions.customer_id
  cross join days
  where days.has_dates and started_on <= days.cut
),

subscribed as (
  select
    customer_id,
    arg_max(plan, started_on) as plan_now,
    arg_max(mrr, started_on) as mrr_now,
    count(*) as spells,
    -- Another price on the same plan, without a pause, in the time that counts as recent.
    arg_max(if(started_on >= days.before and ended_before >= started_on - 31 and mrr_before > 0, mrr / mrr_before, 1), started_on) as mrr_ratio,
  from spells
  cross join days
  group by customer_id
),

reached as (
  select touches.customer_id, count(*) filter (where happened_at >= days.recent) as touches_recent,
  from touches
  join followed on followed.customer_id = touches.customer_id
  cross join days
  where days.has_dates and happened_at < days.cut
  group by touches.customer_id
)

select
  followed.place,
  followed.customer_id,
  followed.has_left,
  followed.year_value,
  followed.everybody,
  if(days.has_dates, days.cut - least(followed.began_on, customers.joined_on), null) as days_there,
  ordered.silence,
  ordered.silence / greatest(rhythm.usual_gap, 1) as silence_ratio,
  rhythm.usual_gap,
  rhythm.last_gap / greatest(rhythm.usual_gap, 1) as last_gap_ratio,
  if(days.has_dates, coalesce(ordered.orders, 0), null) as orders,
  if(days.has_dates, coalesce(ordered.orders_recent, 0), null) as orders_recent,
  if(followed.began_on <= days.before, coalesce(ordered.orders_before, 0), null) as orders_before,
  if(followed.began_on <= days.before, (coalesce(ordered.orders_recent, 0) + 0.5) / (coalesce(ordered.orders_before, 0) + 0.5), null) as orders_ratio,
  ordered.revenue,
  ordered.revenue_recent,
  if(followed.began_on <= days.before, ordered.revenue_before, null) as revenue_before,
  ordered.order_value,
  ordered.discounted,
  if(days.has_dates, coalesce(ordered.returned, 0), null) as returned,
  ordered.first_channel,
  baskets.products,
  baskets.categories,
  baskets.price_ratio,
  favourite.favourite_gone,
  if(days.has_dates, coalesce(done.events, 0), null) as events,
  if(days.has_dates, coalesce(done.events_recent, 0), null) as events_recent,
  if(followed.began_on <= days.before, (coalesce(done.events_recent, 0) + 0.5) / (coalesce(done.events_before, 0) + 0.5), null) as events_ratio,
  done.event_silence,
  coalesce(done.event_1, false) as event_1,
  coalesce(done.event_2, false) as event_2,
  coalesce(done.event_3, false) as event_3,
  coalesce(done.event_4, false) as event_4,
  coalesce(done.event_5, false) as event_5,
  coalesce(done.event_6, false) as event_6,
  coalesce(done.event_7, false) as event_7,
  coalesce(done.event_8, false) as event_8,
  if(days.has_dates, coalesce(asked.tickets, 0), null) as tickets,
  if(days.has_dates, coalesce(asked.tickets_recent, 0), null) as tickets_recent,
  if(days.has_dates, coalesce(asked.tickets_open, 0), null) as tickets_open,
  if(days.has_dates, coalesce(asked.tickets_reopened, 0), null) as tickets_reopened,
  asked.ticket_score,
  asked.ticket_hours,
  if(days.has_dates, coalesce(answered.answers, 0), null) as answers,
  answered.score_mean,
  answered.score_last,
  subscribed.plan_now,
  subscribed.mrr_now,
  subscribed.spells,
  subscribed.mrr_ratio,
  if(days.has_dates, coalesce(reached.touches_recent, 0), null) as touches_recent,
  cast(columns(name -> list_contains(getvariable('attributes'), name)) as varchar),
from followed
cross join days
join customers on customers.customer_id = followed.customer_id
left join ordered on ordered.customer_id = followed.customer_id
left join rhythm on rhythm.customer_id = followed.customer_id
left join baskets on baskets.customer_id = followed.customer_id
left join favourite on favourite.customer_id = followed.customer_id
left join done on done.customer_id = followed.customer_id
left join asked on asked.customer_id = followed.customer_id
left join answered on answered.customer_id = followed.customer_id
left join subscribed on subscribed.customer_id = followed.customer_id
left join reached on reached.customer_id = followed.customer_id
