-- One row per feature, value (null: all of whom the feature is known), group and quarter in which they came. Values of few customers are not told.
with
sizes as (
  select feature, value, count(*) as customers,
  from marks
  where value is not null
  group by feature, value
  having count(*) >= getvariable('fewest')
),

kept as (
  select feature, value,
  from sizes
  qualify row_number() over (partition by feature order by customers desc, value) <= getvariable('most_values')
)

select marks.feature, marks.value, marks.persona, marks.is_best, marks.came, count(*) as customers, sum(marks.part) as parts, sum(marks.part * marks.part) as squares,
from marks
join kept on kept.feature = marks.feature and kept.value = marks.value
group by marks.feature, marks.value, marks.persona, marks.is_best, marks.came
union all
select feature, null, persona, is_best, came, count(*), count(*), count(*),
from marks
where is_base
group by feature, persona, is_best, came
