-- Customers with a line that lost money at a discount over the share.
select distinct customer_id
from order_lines
where margin < 0 and discount > getvariable('from_share')
