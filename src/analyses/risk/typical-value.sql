-- One row: what a year of the customers who are followed brought, at the median of those of whom it is known.
select median(year_value) as typical_value,
from followed
where year_value > 0
