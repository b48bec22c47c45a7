-- One row per word of four letters or more that a fair part of those who wrote something used, the commonest first.
with
written as (
  select distinct customer_id, unnest(regexp_extract_all(lower(comment), '\p{L}{4,}')) as word,
  from feedback
  where comment is not null and answered_at is not null and getvariable('source') <> 'flag'
)

select word,
from written
group by word
having
  count(*) >= greatest(60, 0.02 * (select count(distinct customer_id) from written))
  -- What nearly everybody writes says nothing.
  and count(*) <= 0.4 * (select count(distinct customer_id) from written)
order by count(*) desc, word
limit 40
