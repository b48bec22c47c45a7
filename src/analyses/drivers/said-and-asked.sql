-- One row per customer followed, in the order of their places: the subject of their last ticket, and the common words they wrote lately.
with
days as (
  select
    cast(getvariable('cut') as date) as cut,
    cast(getvariable('cut') as date) - cast(2 * getvariable('recent_days') as integer) as before,
),

asked as (
  select tickets.customer_id, arg_max(tickets.category, tickets.opened_at) as subject,
  from tickets
  join followed on followed.customer_id = tickets.customer_id
  cross join days
  where tickets.opened_at < days.cut and tickets.opened_at >= days.before and getvariable('source') <> 'flag'
  group by tickets.customer_id
),

comments as (
  select feedback.customer_id, lower(string_agg(feedback.comment, ' ')) as comment,
  from feedback
  join followed on followed.customer_id = feedback.customer_id
  cross join days
  where
    feedback.answered_at < days.cut
    and feedback.answered_at >= days.before
    and feedback.comment is not null
    and getvariable('source') <> 'flag'
  group by feedback.customer_id
)

select
  followed.place,
  asked.subject,
  array_to_string(list_intersect(cast(getvariable('words') as varchar[]), list_distinct(regexp_extract_all(comments.comment, '\p{L}{4,}'))), ' ') as words,
from followed
left join asked on asked.customer_id = followed.customer_id
left join comments on comments.customer_id = followed.customer_id
order by followed.place
