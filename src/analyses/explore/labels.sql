-- The values of words, those of most customers first, as many as are told apart.
select label, count(*) as customers
from valued
where label is not null
group by label
order by customers desc, label
limit getvariable('most_labels')
