-- One row per customer who moved down the ranked segments ('down') or up ('up').
select customer_id,
from moves
where
  is_before and is_after
  and sign(list_position(getvariable('ranked'), segment_after) - list_position(getvariable('ranked'), segment_before))
    = case getvariable('direction') when 'down' then 1 else -1 end
