-- One row per measure and value, of the measures that have few different values.
select 'recency' as measure, recency_days as value,
from rfm_measures
where list_contains(getvariable('few'), 'recency')
group by recency_days
union all
select 'frequency', frequency,
from rfm_measures
where list_contains(getvariable('few'), 'frequency')
group by frequency
union all
select 'monetary', monetary,
from rfm_measures
where list_contains(getvariable('few'), 'monetary')
group by monetary
order by measure, value
