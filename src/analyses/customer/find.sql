-- One row per customer whom the words may mean, the likeliest first; without words those who brought most. A number, name or address
-- that is the words comes before one that begins with them, has them in it, or is written much like them (Jaro–Winkler).
with wanted as (
  select lower(strip_accents(trim(getvariable('id')))) as words
),

named as (
  select
    customers.customer_key,
    customers.customer_id,
    customers.name,
    customers.email,
    coalesce(facts.revenue, 0) as revenue,
    lower(customers.customer_id) as id_text,
    lower(strip_accents(coalesce(customers.name, ''))) as name_text,
    lower(coalesce(customers.email, '')) as email_text,
  from customers
  left join customer_facts as facts on facts.customer_key = customers.customer_key
),

likened as (
  select
    named.* exclude (id_text, name_text, email_text),
    case
      when words = '' then 1
      when id_text = words then 4
      when words in (name_text, email_text) then 3
      when starts_with(id_text, words) or starts_with(name_text, words) or starts_with(email_text, words) then 2
      when contains(id_text, words) or contains(name_text, words) or contains(email_text, words) then 1.5
      else greatest(
        jaro_winkler_similarity(id_text, words),
        jaro_winkler_similarity(name_text, words),
        jaro_winkler_similarity(split_part(email_text, '@', 1), words),
        0.98 * coalesce(list_max(list_transform(string_split(name_text, ' '), lambda word: jaro_winkler_similarity(word, words))), 0)
      )
    end as likeness,
  from named
  cross join wanted
)

select customer_key, customer_id, name, email, likeness
from likened
where likeness >= 0.87
order by likeness desc, revenue desc, customer_id
limit 8
