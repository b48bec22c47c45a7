-- One row per attribute wanted and value of it: customers whom the source tells of, and those of them who left.
with
told as (
  select departures.has_left, cast(columns(name -> list_contains(getvariable('wanted'), name)) as varchar),
  from departures
  join customers on customers.customer_key = departures.customer_key
),

valued as (
  unpivot told
  on columns(* exclude (has_left))
  into name attribute value value
)

select attribute, value, count(*) as known, count(*) filter (where has_left) as gone,
from valued
group by all
order by known desc, value
