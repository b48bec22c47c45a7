-- One row: sequences, those that have the anchor, and how many different paths there are.
select
  (select count(distinct sequence) from steps) as all_sequences,
  (select count(*) from steps) as steps,
  count(*) as sequences,
  count(distinct person) as customers,
  (select count(*) from (select distinct fingerprint, length from paths)) as variants,
  count(*) filter (where length > getvariable('step_count')) as going_on,
  count(*) filter (where length = 1) as of_one_step,
  median(length) as median_length,
from paths
