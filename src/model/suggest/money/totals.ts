import { identifier, literal, query, type Database } from '../../../engine/database'
import type { RawTable } from '../../../ingest/table'
import { expressionSql } from '../../mapping/expression'
import { wordsOf } from '../../words/header-words'
import type { Binding, Expression, Role } from '../../mapping/mapping'
import type { KindGuess } from '../kind-guess'

/** What such a word has in it, in lower case: looked for first, since most columns have none. */
const PARTS = ['total', 'sum', 'gesamt', 'totaal', 'suma', 'somme']

/** A cell that names a sum: "TOTAL", "Zwischensumme", "Total général", "Summe Januar 2024". */
const TOTAL =
  /^((grand|monthly|month|year|yearly|daily|day|running|overall|report|sub) )?(sub)?totals?( (general|generale|gen|group|month|for|of|am|du|des|de|del|la|luna|mes|mois|partial|partiel|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|\d+))*$|^(sous|semi) total( .{0,20})?$|^(sum|summe|zwischensumme|gesamtsumme|endsumme|gesamt|insgesamt|gesamtbetrag|monatssumme|summe gesamt|suma|suma total|suma totala|somme|totaal|subtotaal|suma partiala|total partial)( .{0,24})?$/

const MOST_VALUES = 50
/** Of these rows so many must come to what rows above them add up to. */
const AGREEING = 0.5
/** The roles in which a sum is named. */
const NAMED_IN: readonly Role[] = ['customer_id', 'name', 'product', 'category', 'order_id']

/**
 * Rows that add up others: a column says "total" where it should name a customer or a product, and the amount is what the rows
 * before it, or all others, come to. Somebody who is called Total is no sum.
 */
export async function totalBinding(database: Database, table: RawTable, { roles }: KindGuess, amount: Expression): Promise<Binding | null> {
  const columns = new Set(NAMED_IN.map((role) => roles.get(role)?.evidence.column))
  for (const column of columns) {
    if (column?.type !== 'text') continue
    const values = await totalsIn(database, table, column.name)
    if (values.length > 0 && (await addUp(database, table, column.name, values, amount)))
      return { role: 'is_total', from: { column: column.name, isOneOf: values }, confidence: 0.95 }
  }
  return null
}

/** Values of a column that name a sum. */
export async function totalsIn(database: Database, table: RawTable, column: string): Promise<readonly string[]> {
  const name = identifier(column)
  const has = PARTS.map((part) => `contains(low, ${literal(part)})`).join(' or ')
  // Materialised: names repeat, and each is put into lower case once.
  const text = `
    with
    names as materialized (select distinct ${name} as value from ${identifier(table.name)}),
    lowered as materialized (select value, lower(value) as low from names)
    select distinct trim(value) as value from lowered where length(trim(value)) <= 40 and (${has}) limit ${MOST_VALUES}`
  const rows = await database.rows(query('names of sums', text, { value: 'text' }))
  return rows.map(({ value }) => value!).filter((value) => TOTAL.test(wordsOf(value).join(' ')))
}

/** Whether the rows come to what the rows since the sum before add up to, what all rows before do, or what all others do. */
async function addUp(database: Database, table: RawTable, column: string, values: readonly string[], amount: Expression): Promise<boolean> {
  const text = `
    with
    numbered as (
      select line, coalesce(${expressionSql({ column, isOneOf: values }, table, 'flag')}, false) as is_sum,
        coalesce(${expressionSql(amount, table, 'number')}, 0) as amount
      from ${identifier(table.name)}
    ),
    blocks as (
      select *, count(*) filter (is_sum) over (order by line rows between unbounded preceding and 1 preceding) as block,
        sum(amount) filter (not is_sum) over (order by line rows between unbounded preceding and 1 preceding) as before
      from numbered
    ),
    parts as (select block, sum(amount) filter (not is_sum) as part from blocks group by block),
    whole as (select sum(amount) filter (not is_sum) as whole from numbered)
    select
      count(*) as found,
      count(*) filter (abs(amount) > 0 and least(abs(amount - coalesce(part, 0)), abs(amount - before), abs(amount - whole)) <= 0.02 + 0.001 * abs(amount)) as agree
    from blocks join parts using (block), whole
    where is_sum`
  const [row] = await database.rows(query('rows that add up others', text, { found: 'number', agree: 'number' }))
  return row!.found! > 0 && row!.agree! >= AGREEING * row!.found!
}
