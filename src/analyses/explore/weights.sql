-- What each customer brought and how often they ordered, in the order of their keys, ten thousand a row, with commas between.
select
  count(*) as customers,
  string_agg(coalesce(cast(facts.revenue as varchar), ''), ',' order by customers.customer_key) as revenue,
  string_agg(coalesce(cast(facts.orders as varchar), ''), ',' order by customers.customer_key) as orders,
from customers
left join customer_facts as facts on facts.customer_key = customers.customer_key
group by customers.customer_key // 10000
order by customers.customer_key // 10000
