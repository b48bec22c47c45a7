-- By state, and of all (state is null).
select
  state,
  count(*) as paces,
  count(distinct customer_key) as customers,
  median(usual_days) as usual_days,
from due
group by grouping sets ((state), ())
