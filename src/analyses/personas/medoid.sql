-- The member who is nearest to all others in sum, by Gower's coefficient (1971): numbers by their distance on the scale of logarithms over its range, words as alike or not.
with
members as (
  select portrayed.customer_key, customers.customer_id,
  from portrayed
  join customers on customers.customer_key = portrayed.customer_key
  where if(getvariable('is_of_best'), portrayed.is_best, portrayed.persona = getvariable('persona'))
),

counted as (
  select customer_key, cast(columns(name -> list_contains(getvariable('numbers'), name)) as double),
  from customers
),

numbered as (
  select customer_key, feature, sign(value) * ln(1 + abs(value)) as value,
  from (unpivot counted on columns(* exclude (customer_key)) into name feature value value)
  union all
  select customer_key, 'orders', ln(frequency),
  from rfm_measures
  union all
  select customer_key, 'revenue', ln(1 + greatest(revenue, 0)),
  from rfm_measures
  union all
  select customer_key, 'silence', ln(1 + greatest(recency_days, 0)),
  from rfm_measures
),

ranged as (
  select
    numbered.customer_key,
    numbered.feature,
    coalesce((value - min(value) over (partition by feature)) / nullif(max(value) over (partition by feature) - min(value) over (partition by feature), 0), 0) as value,
    count(*) over (partition by feature) as known,
  from numbered
  join members on members.customer_key = numbered.customer_key
),

away as (
  select
    customer_key,
    known,
    value * (2 * row_number() over (partition by feature order by value, customer_key) - known)
    - 2 * sum(value) over (partition by feature order by value, customer_key rows unbounded preceding)
    + sum(value) over (partition by feature) as distance,
  from ranged
),

listed as (
  select customer_key, cast(columns(name -> list_contains(getvariable('kinds'), name)) as varchar),
  from customers
),

worded as (
  select
    told.customer_key,
    count(*) over (partition by told.feature) as known,
    count(*) over (partition by told.feature, told.value) as alike,
  from (unpivot listed on columns(* exclude (customer_key)) into name feature value value) as told
  join members on members.customer_key = told.customer_key
),

-- Who lacks something is as far from all who have it as they can be: what is added is how much nearer those who have it are.
nearer as (
  select customer_key, distance - 2 * known as gain,
  from away
  union all
  select customer_key, -alike - known as gain,
  from worded
)

select members.customer_key, members.customer_id, coalesce(sum(nearer.gain), 0) as distance,
from members
left join nearer on nearer.customer_key = members.customer_key
group by members.customer_key, members.customer_id
order by distance, members.customer_id
limit 1
