import { expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../../test/support/open-company'
import { openDatabase } from '../../../test/support/open-database'
import { askedOf, suggestInline, suggestTables } from '../../../test/support/suggest-inline'
import { query } from '../../engine/database'
import type { NearType } from '../../ingest/table'
import { buildCompany } from '../company/build'

const day = (after: number) => new Date(Date.UTC(2024, 0, 1 + after)).toISOString().slice(0, 10)
const rows = (make: (index: number) => InlineRows[number]): InlineRows => Array.from({ length: 40 }, (_, i) => make(i))

/** Orders of which one column was kept as text, because too many of its values are none of its type. */
async function mixed(header: string, make: (index: number) => InlineRows[number], nearly: NearType) {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'orders.csv', rows(make))
  const columns = table.columns.map((column) => (column.header === header ? { ...column, nearly } : column))
  return suggestTables(engine, [{ ...table, columns }])
}

test('a date that is none in some rows is asked about by name, with their lines (M3)', async () => {
  const { suggestion } = await mixed(
    'order_date',
    (i) => ({ customer_id: `K${i % 7}`, order_date: i % 4 === 0 ? 'soon' : day(i), amount: 20.5 + i }),
    { choice: 'date ymd', share: 0.75, examples: [{ value: 'soon', line: 2, rows: 10 }] },
  )
  const [doubt] = suggestion.doubts
  expect([doubt!.header, doubt!.question]).toEqual(['order_date', 'Which column holds the date?'])
  expect(doubt!.why).toBe('order_date: 30 of 40 values are dates; line 2 (“soon”) and 9 others are not.')
  expect(doubt!.choices[0]!.consequence).toBe('2 January 2024 to 9 February 2024')
})

test('an amount that is none in some rows is read where it is one, and asked about (M3)', async () => {
  const { engine, tables, suggestion } = await mixed(
    'Betrag',
    (i) => ({ Kundennr: `K${i % 7}`, Datum: day(i), Betrag: i % 4 === 0 ? 'siehe Rechnung' : `1.0${10 + i},50 €` }),
    { choice: 'number ,', share: 0.75, examples: [{ value: 'siehe Rechnung', line: 2, rows: 10 }] },
  )
  expect(suggestion.doubts.map(({ header }) => header)).toContain('Betrag')
  await buildCompany(engine, suggestion.mapping, tables)
  const text = 'select count(*) as orders, min(revenue) as least from orders'
  expect(await engine.rows(query('amounts', text, { orders: 'number', least: 'number' }))).toEqual([{ orders: 30, least: 1011.5 }])
})

test('a table that names its customers and nothing to count is not said to have none (M3)', async () => {
  const { suggestion } = await suggestInline({
    'visits.csv': rows((i) => ({ customer_id: `K${i % 7}`, order_date: day(i), note: `n${i % 5}` })),
  })
  expect(askedOf(suggestion)).toEqual({
    'What is a row of visits.csv?': [
      'Leave the table out: null',
      'Orders without amount: a row is an order: 7 customers',
      'Customers: a row is a customer: 7 customers',
    ],
  })
})

test.each([
  ['ongoing', 'end_date', 'start_date'],
  ['present', 'end_date', 'start_date'],
  ['0000-00-00', 'end_date', 'start_date'],
  ['laufend', 'Vertragsende', 'Beginn'],
  ['en cours', 'date fin', 'date début'],
  ['vigente', 'fecha fin', 'fecha inicio'],
  ['în curs', 'data încetării', 'data început'],
])('an end that is "%s" has not come (M10)', async (open, end, begin) => {
  const contracts = rows((i) => ({
    customer_id: `K${i}`,
    plan: 'AB'[i % 2]!,
    [begin]: day(i),
    [end]: i % 4 ? open : `${10 + (i % 20)}/0${1 + (i % 9)}/2024`,
  }))
  const { engine, tables, suggestion, read } = await suggestInline({ 'contracts.csv': contracts })
  expect(read['contracts.csv']).toContain(`ended_on = ${end}`)
  const company = await buildCompany(engine, suggestion.mapping, tables)
  const table = company.tables.subscriptions ? 'subscriptions' : 'customers'
  expect(await engine.rows(query('ends', `select count(ended_on) as ended from ${table}`, { ended: 'number' }))).toEqual([{ ended: 10 }])
})
