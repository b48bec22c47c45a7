-- One row: how long data have been seen, and how many customers could be followed by each source.
select
  cast(getvariable('as_of') as date) - cast(getvariable('first_at') as timestamp)::date as observed,
  (select count(*) from customer_facts where orders > 0) as by_orders,
  (select count(distinct customer_id) from subscriptions where started_on is not null) as by_subscriptions,
  (select count(*) from customers where joined_on is not null and (ended_on is not null or not coalesce(is_churned, false))) as by_dates,
  (select count(*) from customers where ended_on is not null) as with_end,
  (select count(*) from customers where is_churned is not null) as by_flag,
