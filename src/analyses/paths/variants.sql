-- One row per different whole path, the most frequent first, with the median time it takes and its order statistics.
with
counted as (
  select fingerprint, length, min(sequence) as example, count(*) as sequences, count(distinct person) as customers,
  from paths
  group by fingerprint, length
),

running as (
  select
    *,
    sum(sequences) over (order by sequences desc, length, fingerprint rows unbounded preceding) as sequences_so_far,
    sum(sequences) over () as all_sequences,
    row_number() over (order by sequences desc, length, fingerprint) as place,
  from counted
),

most_frequent as (
  select *,
  from running
  order by place
  limit getvariable('most_paths')
),

timed as (
  select
    most_frequent.place,
    paths.seconds,
    most_frequent.sequences,
    row_number() over (partition by most_frequent.place order by paths.seconds) as rank,
  from most_frequent
  join paths on paths.fingerprint = most_frequent.fingerprint and paths.length = most_frequent.length
),

times as (
  select
    place,
    quantile_cont(seconds, 0.5) as median_seconds,
    max(seconds) filter (where sequences >= 6 and rank = greatest(1, floor((sequences + 1 - 1.959964 * sqrt(sequences)) / 2))) as low_seconds,
    max(seconds) filter (
      where sequences >= 6 and rank = sequences + 1 - greatest(1, floor((sequences + 1 - 1.959964 * sqrt(sequences)) / 2))
    ) as high_seconds,
  from timed
  group by place
),

spelled as (
  select
    most_frequent.place,
    string_agg(names.name, chr(31) order by steps.step * case when getvariable('anchor') = 'end' then -1 else 1 end) as path,
  from most_frequent
  join steps on steps.sequence = most_frequent.example
  join paths on paths.sequence = most_frequent.example
  join names on names.name_id = steps.name_id
  where steps.step >= paths.anchor_step
  group by most_frequent.place
)

select
  spelled.path,
  most_frequent.length,
  most_frequent.sequences,
  most_frequent.customers,
  most_frequent.sequences / most_frequent.all_sequences as share,
  most_frequent.sequences_so_far / most_frequent.all_sequences as share_so_far,
  times.median_seconds,
  times.low_seconds,
  times.high_seconds,
from most_frequent
join spelled on spelled.place = most_frequent.place
join times on times.place = most_frequent.place
order by most_frequent.place
