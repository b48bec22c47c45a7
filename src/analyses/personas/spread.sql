-- One row per number that lists or first orders tell: its fifths, how many differ, and how it goes with what the groups are made of and with the time seen.
with
counted as (
  select customer_key, cast(columns(name -> list_contains(getvariable('numbers'), name)) as double),
  from customers
),

amounts as (
  select customer_key, feature, value,
  from (unpivot counted on columns(* exclude (customer_key)) into name feature value value)
  union all
  select customer_key, 'first.amount', revenue,
  from first_orders
),

beside as (
  select
    amounts.feature,
    amounts.value,
    sign(amounts.value) * ln(1 + abs(amounts.value)) as log_value,
    ln(1 + greatest(measures.revenue, 0)) as log_revenue,
    ln(measures.frequency) as log_orders,
    coalesce(customers.tenure, cast(getvariable('as_of') as date) - coalesce(cast(facts.first_order_at as date), customers.joined_on)) as seen,
  from amounts
  join portrayed on portrayed.customer_key = amounts.customer_key
  join customers on customers.customer_key = amounts.customer_key
  left join rfm_measures as measures on measures.customer_key = amounts.customer_key
  left join customer_facts as facts on facts.customer_key = amounts.customer_key
)

select
  feature,
  count(*) as customers,
  count(distinct value) as different,
  min(value) as least,
  max(value) as most,
  bool_and(value = floor(value)) as is_whole,
  quantile_cont(value, 0.2) as fifth_1,
  quantile_cont(value, 0.4) as fifth_2,
  quantile_cont(value, 0.6) as fifth_3,
  quantile_cont(value, 0.8) as fifth_4,
  corr(log_value, log_revenue) as with_revenue,
  corr(log_value, log_orders) as with_orders,
  greatest(abs(corr(value, seen)), abs(corr(log_value, ln(1 + greatest(seen, 0))))) as with_time,
from beside
group by feature
order by feature
