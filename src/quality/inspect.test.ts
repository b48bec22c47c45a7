import { expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import type { Mapping, TableKind } from '../model/mapping/mapping'
import { applySteps } from '../steps/apply'
import { parseStep } from '../steps/index'
import { inspect } from './inspect'
import { gapsOf } from './rules/gaps'

const TODAY = '2025-01-31'

async function look(inline: Partial<Record<TableKind, InlineRows>>) {
  const engine = await openDatabase()
  const kinds = Object.keys(inline) as TableKind[]
  const tables = []
  for (const [index, kind] of kinds.entries()) tables.push(await insertInline(engine, `t${index + 1}`, `${kind}.csv`, inline[kind]!))
  const mapping: Mapping = {
    version: 1,
    tables: tables.map(({ name, columns }, index) => ({
      table: name,
      kind: kinds[index]!,
      confidence: 1,
      bindings: columns
        .filter(({ header }) => header !== 'telephone')
        .map(({ header, name: column }) => ({ role: header, from: { column }, confidence: 1 })),
    })),
    returns: 'net',
    asOf: null,
    currency: null,
  }
  return { engine, tables, mapping, report: await inspect(engine, tables, mapping, TODAY) }
}

/** A year of orders, every other day one, of ten customers; amounts around 20. */
const orders = (extra: InlineRows = []): InlineRows => [
  ...Array.from({ length: 180 }, (_, index) => ({
    order_id: `o${index}`,
    customer_id: `c${index % 10}`,
    ordered_at: new Date(Date.UTC(2024, 0, 1 + index * 2)).toISOString().slice(0, 10),
    revenue: 15 + ((index * 7) % 12),
  })),
  ...extra,
]
const order = { order_id: 'x1', customer_id: 'c1', ordered_at: '2024-06-01', revenue: 20 }

test('where nothing is wrong nothing is said', async () => {
  const { report } = await look({ orders: orders() })
  expect(report.findings).toEqual([])
  expect(report.merges).toMatchObject({ total: 0, all: null })
})

test.each<[string, InlineRows, number, number | null]>([
  ['repeated rows', [order, order, order], 2, 40],
  ['one order, several customers', [order, { ...order, customer_id: 'c2', revenue: 30 }], 2, 50],
  ['dates in the future', [{ ...order, ordered_at: '2026-06-01' }], 1, 20],
  ['dates before the company', [{ ...order, ordered_at: '1900-01-01' }], 1, 20],
  ['counted twice', [order, { ...order, revenue: 30 }], 1, 20],
  ['outlying amounts', [{ ...order, revenue: 90_000 }], 1, 90_000],
])('%s are found with their rows and money, and the fix takes away these rows and no others', async (rule, extra, rows, money) => {
  const { engine, tables, mapping, report } = await look({ orders: orders(extra) })
  const found = report.findings.filter((one) => one.rule === rule)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ rows, money, file: 'orders.csv' })
  expect(found[0]!.examples!.rows.length).toBeGreaterThan(0)
  const { steps, words, sql } = found[0]!.fix!
  expect([words.length, sql.length]).toEqual([steps.length, steps.length])
  expect(steps.map((step) => parseStep(structuredClone(step)))).toEqual(steps)
  const [after] = await applySteps(engine, tables, steps)
  expect(after!.rowsLeftOut).toBe(rows)
  const again = await inspect(engine, [after!], mapping, TODAY)
  expect(again.findings.filter((one) => one.rule === rule)).toEqual([])
})

test('customers who are listed twice, not at all, or without orders', async () => {
  const { report } = await look({
    customers: [
      ...Array.from({ length: 11 }, (_, index) => ({ customer_id: `c${index + 1}`, name: `Name ${index}` })),
      { customer_id: 'c3', name: 'New' },
    ],
    orders: orders(),
  })
  expect(report.findings.map(({ rule, rows, money }) => [rule, rows, money])).toEqual([
    ['customers not listed', 18, report.findings[0]!.money],
    ['listed without orders', 2, null],
    ['repeated customers', 1, null],
  ])
  expect(report.findings[0]!.claim).toBe('1 customer of orders.csv is not in customers.csv.')
  expect(report.findings[0]!.money).toBeGreaterThan(0)
})

test('a gap is days in a row that are unlikely at the rate of their day of the week', () => {
  const daily = Array.from({ length: 200 }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10))
  const weekdays = daily.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
  const without = (days: readonly string[], from: string, to: string) => days.filter((day) => day < from || day > to)
  expect(gapsOf(daily)).toEqual([])
  expect(gapsOf(weekdays)).toEqual([])
  expect(gapsOf(without(daily, '2024-03-01', '2024-03-10'))).toEqual([{ first: '2024-03-01', last: '2024-03-10', days: 10 }])
  expect(gapsOf(without(daily, '2024-03-01', '2024-03-01'))).toEqual([])
  expect(gapsOf([])).toEqual([])
  expect(gapsOf(['2024-01-01'])).toEqual([])
})

const PEOPLE: InlineRows = [
  { customer_id: 'c0', name: 'Anna Schmidt', email: 'anna@x.com', telephone: '+44 20 7946 0958', city: 'Bath' },
  { customer_id: 'c1', name: 'A. Schmidt', email: ' ANNA@x.com', telephone: null, city: null },
  { customer_id: 'c2', name: 'Robert Jonson', email: 'bob@x.com', telephone: '+44 117 496 0123', city: 'Bristol' },
  { customer_id: 'c3', name: 'Jonsson, Robert', email: 'rob@y.com', telephone: '0117 4960123', city: 'Bristol' },
  { customer_id: 'c4', name: 'Carla Diaz', email: 'info@z.com', telephone: null, city: 'Leeds' },
  { customer_id: 'c5', name: 'Carla Díaz', email: null, telephone: null, city: 'Leeds' },
  { customer_id: 'c6', name: 'Carla Diaz', email: 'other@z.com', telephone: null, city: 'York' },
  { customer_id: 'c7', name: 'Dan Ek', email: null, telephone: null, city: 'Leeds' },
]

test('one customer under two ids is found by e-mail, by phone and by name, and merged in every table at once', async () => {
  const { engine, tables, report } = await look({ customers: PEOPLE, orders: orders() })
  const pairs = report.merges.shown.map(({ keep, other, reason }) => [...[keep.customer, other.customer].toSorted(), reason])
  expect(pairs.toSorted()).toEqual([
    ['c0', 'c1', 'same e-mail'],
    ['c2', 'c3', 'same phone'],
    ['c4', 'c5', 'similar name'],
  ])
  expect(report.merges).toMatchObject({ total: 3, sure: 2, customers: 3 })
  expect(report.merges.shown.map(({ reason, isSure }) => [reason, isSure])).toEqual(
    report.merges.shown.map(({ reason }) => [reason, reason !== 'similar name']),
  )
  const { steps } = report.merges.all!
  expect(new Set(steps.map((step) => 'group' in step && step.group)).size).toBe(1)
  expect(steps.map((step) => parseStep(structuredClone(step)))).toEqual(steps)
  await applySteps(engine, tables, steps)
  const ids = async (table: string, column: string) =>
    (await engine.rows(query('ids', `select distinct ${column} as id from ${table} order by 1`, { id: 'text' }))).map(({ id }) => id)
  // A similar name alone is merged by nobody else's button.
  const kept = [...report.merges.shown.filter(({ isSure }) => isSure).map(({ keep }) => keep.customer), 'c4', 'c5']
  expect(await ids('t1', 'c0')).toEqual([...kept, 'c6', 'c7'].toSorted())
  expect(await ids('t2', 'c1')).toEqual([...kept, 'c6', 'c7', 'c8', 'c9'].toSorted())
})

test('columns are profiled: missing, most frequent, steps of a histogram that hold every value, and words among numbers', async () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({
    customer_id: `c${index % 3}`,
    price: index === 7 ? 'n/a?' : index % 10 === 9 ? 'on request' : String(index),
    amount: index === 0 ? null : index,
  }))
  const { report } = await look({ other: rows })
  const [customer, price, amount] = report.tables[0]!.columns
  expect(customer).toMatchObject({
    missing: 0,
    distinct: 3,
    top: [
      { value: 'c0', rows: 34 },
      { value: 'c1', rows: 33 },
      { value: 'c2', rows: 33 },
    ],
  })
  expect(price).toMatchObject({ unfit: ['on request', 'n/a?'], unfitRows: 11 })
  expect(amount).toMatchObject({ missing: 1, least: '1', most: '99', top: [] })
  expect(amount!.bins.reduce((sum, bin) => sum + bin, 0)).toBe(99)
})

test('sales without a customer are told with their money, and returns are not wrong', async () => {
  const { report } = await look({
    orders: orders([
      { ...order, customer_id: null, revenue: 25 },
      { ...order, order_id: 'x2', revenue: -7.5 },
    ]),
  })
  expect(report.findings.map(({ rule, rows, money }) => [rule, rows, money])).toEqual([['rows without a customer', 1, 25]])
})

test('birth dates in the future and ids that a spreadsheet shortened are told; codes among numbers are not', async () => {
  const { report } = await look({
    customers: Array.from({ length: 40 }, (_, index) => ({
      customer_id: `${1 + (index % 9)}.${10 + index}E+11`,
      birth_year: index === 3 ? 2068 : 1960 + index,
      status: index % 6 === 0 ? `851${10 + index}A` : `851${10 + index}`,
    })),
  })
  expect(report.findings.map(({ rule, rows }) => [rule, rows])).toEqual([
    ['shortened ids', 40],
    ['birth dates', 1],
  ])
  expect(report.tables[0]!.columns[2]).toMatchObject({ unfit: [], unfitRows: 0 })
})

test('M7: one account with half of all rows or of the money is told, and nobody where data are few', async () => {
  const large = async (of: (index: number) => string, many: number, revenue = (_index: number) => 20) => {
    const rows = orders()
      .slice(0, many)
      .map((one, index) => ({ ...one, customer_id: of(index), revenue: revenue(index) }))
    return (await look({ orders: rows })).report.findings.filter(({ rule }) => rule === 'one large customer')
  }
  const till = (index: number) => (index % 4 < 3 ? 'web' : `c${index % 80}`)
  expect(await large(till, 160)).toMatchObject([
    { claim: 'One customer holds 75\u202f% of the rows of orders.csv.', rows: 120, money: 2400, fix: null },
  ])
  const dear = await large(
    (index) => `c${index % 20}`,
    100,
    (index) => (index === 4 ? 4000 : 20),
  )
  expect(dear).toMatchObject([{ claim: 'One customer holds 68\u202f% of the money of orders.csv.', rows: 5, money: 4080 }])
  expect(await large(till, 28)).toEqual([])
  expect(await large((index) => `c${index % 2}`, 100)).toEqual([])
})
