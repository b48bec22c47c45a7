import { describe, expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../../test/support/open-company'
import { openDatabase } from '../../../test/support/open-database'
import type { RawTable } from '../../ingest/table'
import type { TableMapping } from './mapping'
import { ALIKE, columnChanges, columnPairs, isInPlace, keyOf, likeness, mappingFor, versionOf } from './versions'

async function tableOf(name: string, file: string, rows: InlineRows): Promise<RawTable> {
  return insertInline(await openDatabase(), name, file, rows)
}

const MARCH: InlineRows = [
  { Order: 'o1', Customer: 'a', 'Order date': '2024-03-01', Amount: 10 },
  { Order: 'o2', Customer: 'b', 'Order date': '2024-03-02', Amount: 20 },
]

describe('recognition', () => {
  test('next month’s file is a new version, also with a column more, one fewer, or decimals where there were none', async () => {
    const march = await tableOf('t1', 'march.csv', MARCH)
    const plain = await tableOf('t2', 'april.csv', [{ Order: 'o3', Customer: 'a', 'Order date': '2024-04-01', Amount: 10.5 }])
    const wider = await tableOf('t2', 'april.csv', [{ Order: 'o3', Channel: 'web', Customer: 'a', 'Order date': '2024-04-01', Amount: 7 }])
    const narrower = await tableOf('t2', 'april.csv', [{ Order: 'o3', Customer: 'a', Amount: 7 }])
    expect([plain, wider, narrower].map((table) => likeness(march, table))).toEqual([1, 0.8, 0.75])
    expect(versionOf(wider, [march])).toBe(march)
  })

  test('headers are compared without regard to case, blanks and dashes; their order does not matter', async () => {
    const march = await tableOf('t1', 'march.csv', MARCH)
    const april = await tableOf('t2', 'april.csv', [{ amount: 3, order_date: '2024-04-01', CUSTOMER: 'a', ' Order ': 'o3' }])
    expect(likeness(march, april)).toBe(1)
  })

  test('another kind of file is none', async () => {
    const march = await tableOf('t1', 'march.csv', MARCH)
    const customers = await tableOf('t2', 'customers.csv', [{ Customer: 'a', Name: 'Ada', City: 'Cluj' }])
    expect(likeness(march, customers)).toBeLessThan(ALIKE)
    expect(versionOf(customers, [march])).toBeNull()
  })

  test('of two tables alike the one opened last is meant, and a better one before both', async () => {
    const [first, second] = [await tableOf('t1', 'a.csv', MARCH), await tableOf('t2', 'b.csv', MARCH)]
    const third = await tableOf(
      't3',
      'c.csv',
      MARCH.map((row) => ({ ...row, Channel: 'web' })),
    )
    expect(versionOf(await tableOf('t4', 'd.csv', MARCH), [first, second, third])).toBe(second)
    expect(versionOf(await tableOf('t4', 'd.csv', MARCH), [])).toBeNull()
  })

  test('columns without headers say nothing', async () => {
    const blank = (name: string) => tableOf(name, 'x.csv', [{ '': 1, ' ': 2, '  ': 3 }])
    expect(likeness(await blank('t1'), await blank('t2'))).toBe(0)
  })
})

test('columns that appeared, vanished or changed type are told', async () => {
  const march = await tableOf('t1', 'march.csv', MARCH)
  const april = await tableOf('t2', 'april.csv', [{ Order: 7, Customer: 'a', Amount: 2.5, Channel: 'web' }])
  expect(columnChanges(march, april)).toEqual({
    appeared: ['Channel'],
    vanished: ['Order date'],
    retyped: [{ header: 'Order', before: 'text', after: 'integer' }],
  })
})

const MAPPING: TableMapping = {
  table: 't1',
  kind: 'orders',
  confidence: 1,
  bindings: [
    { role: 'order_id', from: { column: 'c0' }, confidence: 1 },
    { role: 'customer_id', from: { column: 'c1' }, confidence: 1 },
    { role: 'ordered_at', from: { column: 'c2', exchanged: 'day and month' }, confidence: 1 },
    { role: 'revenue', from: { product: ['c3', 'c3'] }, confidence: 1 },
  ],
}

test('a mapping follows the headers into another order of columns, expressions too', async () => {
  const march = await tableOf('t1', 'march.csv', MARCH)
  const april = await tableOf('t2', 'april.csv', [{ Amount: 3, Channel: 'web', 'Order date': '2024-04-01', Customer: 'a', Order: 'o3' }])
  expect(mappingFor(MAPPING, march, april)).toMatchObject({
    table: 't2',
    bindings: [
      { role: 'order_id', from: { column: 'c4' } },
      { role: 'customer_id', from: { column: 'c3' } },
      { role: 'ordered_at', from: { column: 'c2', exchanged: 'day and month' } },
      { role: 'revenue', from: { product: ['c0', 'c0'] } },
    ],
  })
  expect([isInPlace(march, april), isInPlace(march, march)]).toEqual([false, true])
})

test('a mapping does not follow where a column it needs is gone', async () => {
  const march = await tableOf('t1', 'march.csv', MARCH)
  const april = await tableOf('t2', 'april.csv', [{ Customer: 'a', 'Order date': '2024-04-01', Amount: 3 }])
  expect(mappingFor(MAPPING, march, april)).toBeNull()
})

test('rows are told apart by their roles, else by a column that never repeats, else not at all', async () => {
  const march = await tableOf('t1', 'march.csv', MARCH)
  const pairs = columnPairs(march, march)
  const headers = (mapping: TableMapping | null) => keyOf(march, mapping, pairs).map(({ header }) => header)
  expect(headers(MAPPING)).toEqual(['Order'])
  expect(headers({ ...MAPPING, bindings: MAPPING.bindings.filter(({ role }) => role !== 'order_id') })).toEqual(['Order'])
  expect(headers(null)).toEqual(['Order'])
  const repeated = await tableOf('t1', 'x.csv', [
    { a: 'x', b: 'y' },
    { a: 'x', b: 'y' },
  ])
  expect(keyOf(repeated, null, columnPairs(repeated, repeated))).toEqual([])
})
