-- One row per kind of score, those portrayed and everybody else: the mean of their first answers.
with first_answers as (
  select
    customers.customer_key,
    feedback.kind,
    arg_min(feedback.score, coalesce(feedback.answered_at, timestamp '1970-01-01')) as score,
  from feedback
  join customers on customers.customer_id = feedback.customer_id
  where feedback.score is not null
  group by customers.customer_key, feedback.kind
)

select
  first_answers.kind,
  coalesce(portrayed.is_best and getvariable('is_of_best') or portrayed.persona = getvariable('persona') and not getvariable('is_of_best'), false) as is_member,
  count(*) as customers,
  avg(first_answers.score) as mean,
  var_samp(first_answers.score) as variance,
from first_answers
join portrayed on portrayed.customer_key = first_answers.customer_key
group by all
order by first_answers.kind, is_member
