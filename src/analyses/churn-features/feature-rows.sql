-- One row per customer followed whose place lies over one number and up to another, with what is wanted of what was known of them.
select columns(name -> list_contains(getvariable('wanted'), name)),
from leaving_features
where place > getvariable('from_place') and place <= getvariable('to_place')
order by place
