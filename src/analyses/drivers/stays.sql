-- One row per customer whom the source tells of, in days from the first of the data: when they came, when they left (null: they have not), and their attributes as they are now. Without dates: whether they left, and how long they had been there, in days and in the unit of the tenure.
with data as (
  select cast(cast(getvariable('first_at') as timestamp) as date) as first_day, cast(getvariable('as_of') as date) as as_of,
)

select
  customers.customer_id,
  departures.began_on - data.first_day as came,
  departures.left_on - data.first_day as went,
  departures.has_left,
  coalesce(getvariable('tenure_days') * customers.tenure, data.as_of - customers.joined_on) as days_there,
  customers.tenure as stayed,
  cast(columns(name -> list_contains(getvariable('attributes'), name)) as varchar),
from departures
cross join data
join customers on customers.customer_key = departures.customer_key
where departures.began_on is not null or getvariable('source') = 'flag'
order by hash(customers.customer_id), customers.customer_id
limit getvariable('most_customers')
