-- How far the last gap of each lay from what was to be expected of it, in spreads: tenths of those whom the bounds are taken from, and
-- how many of the others, foreseen by them, lay between the tenths and under the middle.
with
errors as (
  select (next_length - pace) / spread as error, hash(customer_key, item) % 2 = 0 as is_measure
  from paces
  where next_length is not null
),

bounds as (
  select quantile_cont(error, [0.1, 0.25, 0.5, 0.75, 0.9, 0.95]) filter (where is_measure) as at
  from errors
)

select
  any_value(bounds.at)[1] as tenth,
  any_value(bounds.at)[2] as quarter,
  any_value(bounds.at)[3] as half,
  any_value(bounds.at)[4] as three_quarters,
  any_value(bounds.at)[5] as nine_tenths,
  any_value(bounds.at)[6] as nineteen,
  count(*) filter (where is_measure) as measured,
  count(*) filter (where not is_measure) as tried,
  count(*) filter (where not is_measure and error between bounds.at[1] and bounds.at[5]) as held,
from errors
cross join bounds
