-- One row: how many would count as gone if the silence that means it were a fifth shorter, as it is, and a fifth longer, and how long orders have been seen.
select
  count(*) filter (where silence > 0.8 * getvariable('gone_after')) as if_shorter,
  count(*) filter (where has_left) as gone,
  count(*) filter (where silence > 1.2 * getvariable('gone_after')) as if_longer,
  max(cast(getvariable('as_of') as date) - began_on) as observed,
from departures
