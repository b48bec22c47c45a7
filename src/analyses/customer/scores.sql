-- The customer's recency and frequency by the as-of date, among all customers.
select recency_days, frequency, revenue
from rfm_measures
where customer_key = getvariable('customer_key')
