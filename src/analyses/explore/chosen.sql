-- Customers who meet every brush: a value of the dimension between its bounds, one of its labels (or, `brush_not`, any other), or none
-- known (`brush_unknown`). The first brush is met by everyone.
with
brushes as (
  select
    unnest(getvariable('brush_of')) as dimension,
    unnest(getvariable('brush_from')) as least,
    unnest(getvariable('brush_to')) as most,
    unnest(getvariable('brush_not')) as is_not,
    unnest(getvariable('brush_unknown')) as takes_unknown,
),

named as (
  select
    unnest(getvariable('label_of')) as dimension,
    unnest(getvariable('labels')) as label,
),

met as (
  select facts.customer_key, facts.dimension
  from facts
  join brushes on brushes.dimension = facts.dimension
  left join named on named.dimension = facts.dimension and named.label = facts.label
  where
    if(
      facts.label is null,
      facts.amount >= brushes.least and facts.amount < brushes.most,
      (named.label is not null) <> (brushes.is_not = 1)
    )
  group by all
),

unknown as (
  select customers.customer_key, brushes.dimension
  from customers
  cross join brushes
  anti join facts on facts.customer_key = customers.customer_key and facts.dimension = brushes.dimension
  where brushes.takes_unknown = 1
),

held as (
  select customer_key
  from (select * from met union all select * from unknown)
  group by customer_key
  having count(*) = len(getvariable('brush_of'))
)

select customers.customer_id
from customers
join held on held.customer_key = customers.customer_key
