import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { hasRealFile, readRealFile } from '../../../test/support/real-file'
import { askedOf, suggestTables } from '../../../test/support/suggest-inline'
import { query } from '../../engine/database'
import { buildCompany } from '../company/build'

/** Files that were read wrongly once, each under its name. */
async function look(file: string) {
  const engine = await openDatabase()
  const { tables, suggestion, read } = await suggestTables(engine, [await readRealFile(engine, `reports/${file}`)])
  const company = await buildCompany(engine, suggestion.mapping, tables)
  const text = 'select count(*) filter (is_churned) as gone, count(is_churned) as known, count(*) as customers from customers'
  const [marks] = await engine.rows(query('left', text, { gone: 'number', known: 'number', customers: 'number' }))
  return { engine, company, marks, asked: askedOf(suggestion), read: read[file]! }
}

function report(file: string, what: string, check: (found: Awaited<ReturnType<typeof look>>) => void | Promise<void>): void {
  test.skipIf(!hasRealFile(`reports/${file}`))(`${file}: ${what}`, async () => check(await look(file)))
}

const marked = query('ends', 'select count(*) as all_of_them, count(ended_on) as ended from subscriptions', {
  all_of_them: 'number',
  ended: 'number',
})

report('09-ongoing-end.csv', '10 of 30 ended, "ongoing" is no end', async ({ engine, read, company }) => {
  expect(read).toContain('ended_on = end_date')
  expect(await engine.rows(marked)).toEqual([{ all_of_them: 30, ended: 10 }])
  expect(company.asOf).toBe('2023-11-24')
})

report('28b-one-word-no-order-id.csv', 'orders, one row without an amount, counted', ({ company, read }) => {
  expect(read).toBe('orders: customer_id = customer_id, ordered_at = order_date, revenue = amount')
  expect(company.accounting.map(({ label, rows }) => [label, rows])).toEqual([
    ['In the file', 30],
    ['No amount', -1],
    ['Orders used', 29],
  ])
})

report('11-churn-1-2.csv', 'codes 1 and 2 are asked about, with what follows from each', ({ asked }) => {
  expect(asked['Which value of Churn says that a customer left?']).toEqual([
    '1 means left: 15 of 60 left',
    '2 means left: 45 of 60 left',
    'None of them: nobody is marked',
  ])
})

report('12b-churn-yes-or-blank.csv', '15 of 60 left, who has no mark is there', ({ marks, asked }) => {
  expect(marks).toEqual({ gone: 15, known: 60, customers: 60 })
  expect(asked).toEqual({})
})

report('13-attrited.csv', 'CLIENTNUM is the customer, Months_on_book the tenure', ({ read, marks, asked }) => {
  expect(read).toContain('customer_id = CLIENTNUM, age = Customer_Age, tenure_months = Months_on_book')
  expect(marks).toEqual({ gone: 12, known: 60, customers: 60 })
  expect(asked).toEqual({})
})

report('14-guests.csv', '7 customers, and 15 rows without one', ({ company }) => {
  expect(company.customers).toBe(7)
  expect(company.accounting.map(({ rows }) => rows)).toEqual([30, -15, 15])
})

report('53-customers-ended-9999.csv', '10 of 40 left', ({ company, marks }) => {
  expect(marks).toEqual({ gone: 10, known: 40, customers: 40 })
  expect(company.asOf).toBe('2023-11-13')
})

report('54-customers-ended-2099.csv', '10 of 40 left, as of the last thing that happened', ({ company, marks }) => {
  expect(marks).toEqual({ gone: 10, known: 40, customers: 40 })
  expect(company.asOf).toBe('2023-11-13')
})
