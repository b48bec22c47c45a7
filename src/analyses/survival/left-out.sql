-- One row: customers in view, those whose stay is known, and the groups they are in.
select
  (select count(*) from customers) as customers,
  (select count(*) from stays) as known,
  (select count(distinct group_name) from stays) as groups,
