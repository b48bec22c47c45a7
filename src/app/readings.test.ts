import { expect, test } from 'vitest'
import type { RawTable } from '../ingest/table'
import type { Company } from '../model/company/company'
import type { Mapping } from '../model/mapping/mapping'
import { joinSentences, readings, together } from './readings'

const raw = (name: string, file: string, headers: string[]) =>
  ({ name, file, part: '', milliseconds: 3400, columns: headers.map((header, at) => ({ name: `c${at}`, header })) }) as unknown as RawTable

const tables = [
  raw('t1', 'online_retail.csv', ['InvoiceNo', 'CustomerID', 'InvoiceDate', 'Quantity', 'UnitPrice']),
  raw('t2', 'notes.txt', ['line']),
]
const mapping: Mapping = {
  version: 1,
  returns: 'net',
  asOf: null,
  currency: null,
  tables: [
    {
      table: 't1',
      kind: 'orders',
      confidence: 1,
      bindings: [
        { role: 'customer_id', from: { column: 'c1' }, confidence: 1 },
        { role: 'ordered_at', from: { column: 'c2' }, confidence: 1 },
        { role: 'revenue', from: { product: ['c3', 'c4'] }, confidence: 1 },
        { role: 'is_cancelled', from: { column: 'c0', startsWith: 'C' }, confidence: 1 },
      ],
    },
    { table: 't2', kind: 'other', confidence: 1, bindings: [] },
  ],
}
const company = {
  accounts: [
    {
      table: 't1',
      file: 'online_retail.csv',
      kind: 'orders',
      steps: [
        { label: 'In the file', rows: 541909, kind: 'read' },
        { label: 'No customer number', rows: -135080, kind: 'left out' },
        { label: 'Order lines used', rows: 406829, kind: 'used' },
      ],
    },
  ],
} as unknown as Company

test('the strip says what a file was read as, its required roles in the headers’ own words, and every row', () => {
  const [orders] = readings({ tables, mapping, company })
  expect(orders).toMatchObject({ file: 'online_retail.csv', kind: 'orders', seconds: 3.4, rowsRead: 541909, rowsUsed: 406829 })
  expect(orders!.pairs).toEqual([
    { role: 'customer', columns: 'CustomerID' },
    { role: 'date', columns: 'InvoiceDate' },
    { role: 'amount', columns: 'Quantity × UnitPrice' },
  ])
  expect(orders!.leftOut).toEqual([{ label: 'no customer number', rows: 135080, lacksCustomer: true }])
})

test('a file that nothing is known about is still listed, without rows', () => {
  expect(readings({ tables, mapping, company })[1]).toMatchObject({ file: 'notes.txt', rowsRead: 0, pairs: [] })
})

test('the strip says how many customers of a file another one has', () => {
  const joins = [
    { table: 't1', other: 't2', ids: 4372, matched: 4338, rows: 9, rowsMatched: 8 },
    { table: 't2', other: 't1', ids: 5000, matched: 4338, rows: 9, rowsMatched: 8 },
  ]
  const [orders, list] = readings({ tables, mapping, company: { ...company, joins } })
  expect(orders!.join?.replaceAll('\u202f', ' ')).toBe('online_retail.csv: 4,338 of 4,372 customers (99.2 %) are in notes.txt')
  expect(list!.join).toBeNull()
})

test('several files together add up: read = used + left out', () => {
  const one = readings({ tables, mapping, company })[0]!
  const all = together([one, { ...one, rowsUsed: 541909, leftOut: [] }])
  expect(all.rowsRead).toBe(all.rowsUsed + all.leftOut.reduce((sum, step) => sum + step.rows, 0))
  expect(all.leftOut).toHaveLength(1)
})

test('files whose customers are all in one list are told in one sentence, the others one by one and first', () => {
  const one = readings({ tables, mapping, company })[0]!
  const whole = (file: string) => ({ ...one, file, join: `${file}: 9 of 9 customers (100 %) are in list.csv`, within: 'list.csv' })
  const lacking = { ...one, file: 'c.csv', join: 'c.csv: 8 of 9 customers (89 %) are in list.csv', within: null }
  expect(joinSentences([whole('a.csv'), whole('b.csv'), lacking, { ...one, join: null }])).toEqual([
    lacking.join,
    'All customers of 2 files are in list.csv',
  ])
  expect(joinSentences([whole('a.csv'), lacking])).toEqual([lacking.join, whole('a.csv').join])
})
