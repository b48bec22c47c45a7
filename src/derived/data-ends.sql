-- One row: the first and the last order, and the last event, whoever is filtered away. A filter must not make an open period look complete.
select
  (select min(ordered_at) from company.keyed_orders) as first_order_at,
  (select max(ordered_at) from company.keyed_orders) as last_order_at,
  (select max(happened_at) from company.events) as last_event_at,
