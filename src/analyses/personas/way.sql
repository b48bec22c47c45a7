-- One row per step of the way (first, second, third and fourth order day) of those portrayed and of everybody else: who took it, and after how many days.
with numbered as (
  select
    portrayed.customer_key,
    coalesce(portrayed.is_best and getvariable('is_of_best') or portrayed.persona = getvariable('persona') and not getvariable('is_of_best'), false) as is_member,
    order_days.day,
    row_number() over (partition by portrayed.customer_key order by order_days.day) as step,
    min(order_days.day) over (partition by portrayed.customer_key) as first_day,
  from order_days
  join portrayed on portrayed.customer_key = order_days.customer_key
  where order_days.day < cast(getvariable('as_of') as date)
)

select is_member, step, count(*) as customers, median(day - first_day) as days, cast(quantile_disc(day, 0.5) as date) as day,
from numbered
where step <= 4
group by is_member, step
order by is_member, step
