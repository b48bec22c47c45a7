-- One row: the place of the customer by what they brought, and who stands before and after.
with placed as (
  select
    customers.customer_id,
    row_number() over by_revenue as place,
    lag(customers.customer_id) over by_revenue as before,
    lead(customers.customer_id) over by_revenue as after,
    count(*) over () as customers,
  from customers
  left join customer_facts as facts on facts.customer_key = customers.customer_key
  window by_revenue as (order by facts.revenue desc nulls last, customers.customer_id)
)

select place, before, after, customers
from placed
where customer_id = getvariable('customer')
