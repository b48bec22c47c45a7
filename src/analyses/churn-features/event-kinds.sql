-- One row per kind of event that at least one customer in a hundred of those in events has had, the widest spread first; eight at most.
select event,
from events
where event is not null
group by event
having count(distinct customer_id) >= 0.01 * (select count(distinct customer_id) from events)
order by count(distinct customer_id) desc, event
limit 8
