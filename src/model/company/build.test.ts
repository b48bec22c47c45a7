import { describe, expect, test } from 'vitest'
import { insertInline, openCompany, type InlineRows } from '../../../test/support/open-company'
import { openDatabase } from '../../../test/support/open-database'
import { query, type Columns, type Engine } from '../../engine/database'
import { buildCompany } from './build'
import { CANONICAL, type CanonicalTable } from './canonical'
import type { Binding, Mapping, TableMapping } from '../mapping/mapping'

/** Rows of a canonical table, some of its columns, in order of the first. */
async function rowsOf(engine: Engine, table: CanonicalTable, ...columns: string[]) {
  const known: Columns = CANONICAL[table]
  const chosen = Object.fromEntries(columns.map((name) => [name, known[name] ?? ('text' as const)]))
  const named = columns.includes('order_id') && table !== 'orders_without_customer' ? `${table} join order_ids using (order_key)` : table
  return engine.rows(query(table, `select ${columns.join(', ')} from ${named} order by all`, chosen))
}

function bind(bindings: Readonly<Record<string, Binding['from']>>): Binding[] {
  return Object.entries(bindings).map(([role, from]) => ({ role, from, confidence: 1 }))
}

function mappingOf(tables: readonly TableMapping[], returns: Mapping['returns'] = 'net'): Mapping {
  return { version: 1, tables, returns, asOf: null, currency: null }
}

test('every canonical table has the columns of the contract, in order, even when the company is empty', async () => {
  const { engine, company } = await openCompany({})
  for (const [table, columns] of Object.entries(CANONICAL))
    if (table !== 'breakdown') expect(await engine.rows(query(table, `select * from ${table}`, columns))).toEqual([])
  expect(company).toMatchObject({ tables: {}, customers: 0, firstAt: null, lastAt: null, asOf: null, accounting: [], accounts: [] })
})

test('and when every kind of table is there with nothing but its rows', async () => {
  const { engine } = await openCompany({
    customers: [{ customer_id: 'a' }],
    orders: [{ customer_id: 'a', ordered_at: '2024-01-01', revenue: 1 }],
    order_lines: [{ customer_id: 'a', ordered_at: '2024-01-01', revenue: 1, product: 'p' }],
    events: [{ customer_id: 'a', happened_at: '2024-01-01', event: 'e' }],
    feedback: [{ customer_id: 'a', rating: 5 }],
    products: [{ product: 'S1', category: 'Tea' }],
    tickets: [{ opened_at: '2024-01-01' }],
    subscriptions: [{ customer_id: 'a', started_on: '2024-01-01' }],
    leads: [{ created_at: '2024-01-01' }],
    touches: [{ customer_id: 'a', happened_at: '2024-01-01', channel: 'mail' }],
    spend: [{ spent_on: '2024-01-01', channel: 'mail', cost: 2 }],
  })
  for (const [table, columns] of Object.entries(CANONICAL))
    if (!['breakdown', 'orders_without_customer', 'loads', 'customer_states', 'spans'].includes(table))
      expect((await engine.rows(query(table, `select * from ${table}`, columns))).length, table).toBeGreaterThan(0)
})

describe('orders', () => {
  test('lines of one order and customer are added up; one that adds up to nothing is no purchase; less than nothing is a return', async () => {
    const line = { customer_id: 'a', ordered_at: '2024-01-01', product: 'p' }
    const { engine } = await openCompany({
      order_lines: [
        { ...line, order_id: '1', revenue: 10 },
        { ...line, order_id: '1', revenue: 5 },
        { ...line, order_id: '2', revenue: 0 },
        { ...line, order_id: '3', revenue: 7 },
        { ...line, order_id: '3', revenue: -7 },
        { ...line, order_id: '4', revenue: -3 },
      ],
    })
    expect(await rowsOf(engine, 'orders', 'order_id', 'revenue', 'is_purchase', 'is_return', 'line_count')).toEqual([
      { order_id: '1', revenue: 15, is_purchase: true, is_return: false, line_count: 2 },
      { order_id: '2', revenue: 0, is_purchase: false, is_return: false, line_count: 1 },
      { order_id: '3', revenue: 0, is_purchase: false, is_return: false, line_count: 2 },
      { order_id: '4', revenue: -3, is_purchase: false, is_return: true, line_count: 1 },
    ])
    expect(await rowsOf(engine, 'order_lines', 'order_id', 'is_purchase')).toEqual([
      { order_id: '1', is_purchase: true },
      { order_id: '1', is_purchase: true },
      { order_id: '2', is_purchase: false },
      { order_id: '3', is_purchase: false },
      { order_id: '3', is_purchase: false },
      { order_id: '4', is_purchase: false },
    ])
  })

  test('0.1 + 0.2 − 0.3 is nothing, not a purchase of 5.6e-17', async () => {
    const line = { customer_id: 'a', ordered_at: '2024-01-01', product: 'p', order_id: '1' }
    const { engine } = await openCompany({ order_lines: [0.1, 0.2, -0.3].map((revenue) => ({ ...line, revenue })) })
    expect(await rowsOf(engine, 'orders', 'revenue', 'is_purchase')).toEqual([{ revenue: 0, is_purchase: false }])
  })

  test('rows of one order that cancel to 0 are no purchase, as rows of 0 are: those were written down', async () => {
    const rows = { cancels: [5, -5], listed: [0, 0], bought: [5, 0] }
    const { engine } = await openCompany({
      orders: Object.entries(rows).flatMap(([order_id, amounts]) =>
        amounts.map((revenue) => ({ customer_id: 'a', order_id, ordered_at: '2024-01-01', revenue })),
      ),
    })
    expect(await rowsOf(engine, 'orders', 'order_id', 'revenue', 'is_purchase', 'is_return')).toEqual([
      { order_id: 'bought', revenue: 5, is_purchase: true, is_return: false },
      { order_id: 'cancels', revenue: 0, is_purchase: false, is_return: false },
      { order_id: 'listed', revenue: 0, is_purchase: true, is_return: false },
    ])
  })

  test('the same number used by two customers is two orders', async () => {
    const { engine } = await openCompany({
      orders: ['a', 'b', 'b'].map((customer_id) => ({ customer_id, order_id: '1', ordered_at: '2024-01-01', revenue: 4 })),
    })
    expect(await rowsOf(engine, 'orders', 'customer_id', 'revenue')).toEqual([
      { customer_id: 'a', revenue: 4 },
      { customer_id: 'b', revenue: 8 },
    ])
  })

  test('without order numbers, products bought by one customer at one moment are one order', async () => {
    const at = (ordered_at: string, product: string) => ({ customer_id: 'a', ordered_at, product, revenue: 2 })
    const { engine } = await openCompany({
      order_lines: [at('2024-01-01T10:00:00', 'p'), at('2024-01-01T10:00:00', 'q'), at('2024-01-01T11:00:00', 'p')],
    })
    expect(await rowsOf(engine, 'orders', 'ordered_at', 'revenue')).toEqual([
      { ordered_at: '2024-01-01T10:00:00', revenue: 4 },
      { ordered_at: '2024-01-01T11:00:00', revenue: 2 },
    ])
    const joined = await engine.rows(
      query('lines of orders', 'select count(*) as found from order_lines join orders using (order_key, customer_key)', {
        found: 'number',
      }),
    )
    expect(joined[0]!.found).toBe(3)
  })

  test('without order numbers and products each row is an order, even two of one customer and day', async () => {
    const row = { customer_id: 'a', ordered_at: '2024-01-01', revenue: 2 }
    const { engine, company } = await openCompany({ orders: [row, row] })
    expect(company.tables.orders).toBe(2)
    expect(await rowsOf(engine, 'customer_facts', 'customer_id', 'orders', 'order_days')).toEqual([
      { customer_id: 'a', orders: 2, order_days: 1 },
    ])
  })

  test('an order listed at 0 was placed; without any amount an order is an order', async () => {
    const priced = await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-01', revenue: 0 }] })
    expect(await rowsOf(priced.engine, 'orders', 'revenue', 'is_purchase')).toEqual([{ revenue: 0, is_purchase: true }])
    const plain = await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-01-01' }] })
    expect(await rowsOf(plain.engine, 'customer_facts', 'customer_id', 'orders', 'revenue')).toEqual([
      { customer_id: 'a', orders: 1, revenue: null },
    ])
  })

  test('orders without an amount are worth what their lines come to, and lines take customer and date from their order', async () => {
    const { engine, company } = await openCompany({
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2024-01-01', channel: 'web' },
        { order_id: '2', customer_id: null, ordered_at: '2024-01-02', channel: 'web' },
      ],
      order_lines: [
        { order_id: '1', product: 'p', quantity: 1, unit_price: 4, revenue: 4 },
        { order_id: '1', product: 'q', quantity: 2, unit_price: 3, revenue: 6 },
        { order_id: '2', product: 'q', quantity: 1, unit_price: 3, revenue: 3 },
        { order_id: '9', product: 'q', quantity: 1, unit_price: 3, revenue: 3 },
      ],
    })
    expect(await rowsOf(engine, 'orders', 'order_id', 'revenue', 'channel', 'line_count')).toEqual([
      { order_id: '1', revenue: 10, channel: 'web', line_count: 2 },
    ])
    expect(await rowsOf(engine, 'order_lines', 'product', 'customer_id', 'ordered_at')).toEqual([
      { product: 'p', customer_id: 'a', ordered_at: '2024-01-01T00:00:00' },
      { product: 'q', customer_id: 'a', ordered_at: '2024-01-01T00:00:00' },
    ])
    expect(await rowsOf(engine, 'orders_without_customer', 'order_id', 'revenue')).toEqual([{ order_id: '2', revenue: 3 }])
    expect(company.accounts.map(({ file, steps }) => [file, steps.map(({ rows }) => rows)])).toEqual([
      ['orders.csv', [2, -1, 1]],
      ['order_lines.csv', [4, -2, 2]],
    ])
  })

  test('two files of orders are one, and rows without a number stay apart', async () => {
    const engine = await openDatabase()
    const rows: InlineRows = [{ who: 'a', at: '2024-01-01', paid: 5 }]
    const tables = [await insertInline(engine, 't1', 'january.csv', rows), await insertInline(engine, 't2', 'february.csv', rows)]
    const bindings = bind({ customer_id: { column: 'c0' }, ordered_at: { column: 'c1' }, revenue: { column: 'c2' } })
    const mapping = mappingOf(['t1', 't2'].map((table) => ({ table, kind: 'orders', confidence: 1, bindings })))
    const company = await buildCompany(engine, mapping, tables)
    expect(await rowsOf(engine, 'orders', 'order_id', 'revenue')).toEqual([
      { order_id: 't1:2', revenue: 5 },
      { order_id: 't2:2', revenue: 5 },
    ])
    expect(company.accounting).toEqual([
      { label: 'In the 2 files', rows: 2, kind: 'read' },
      { label: 'Orders used', rows: 2, kind: 'used' },
    ])
  })
})

describe('returns', () => {
  const line = { ordered_at: '2024-01-05', product: 'p' }
  const lines: InlineRows = [
    { ...line, order_id: '1', customer_id: 'a', quantity: 2, unit_price: 5, revenue: 10 },
    { ...line, order_id: 'C2', customer_id: 'a', quantity: -1, unit_price: 5, revenue: -5, is_cancelled: true },
    { ...line, order_id: '3', customer_id: 'b', quantity: 1, unit_price: 0, revenue: 0 },
    { ...line, order_id: 'C4', customer_id: 'c', quantity: -1, unit_price: 8, revenue: -8, is_cancelled: true },
    { ...line, order_id: '5', customer_id: null, quantity: 1, unit_price: 4, revenue: 4 },
    { ...line, order_id: 'C6', customer_id: null, quantity: -1, unit_price: 4, revenue: -4, is_cancelled: true },
  ]
  const facts = ['customer_id', 'orders', 'returns', 'revenue', 'revenue_gross']

  test('net: they reduce revenue and are no orders; who bought nothing is left out by having no orders', async () => {
    const { engine, company } = await openCompany({ order_lines: lines }, { returns: 'net' })
    expect(await rowsOf(engine, 'customer_facts', ...facts)).toEqual([
      { customer_id: 'a', orders: 1, returns: 1, revenue: 5, revenue_gross: 10 },
      { customer_id: 'b', orders: 0, returns: 0, revenue: 0, revenue_gross: 0 },
      { customer_id: 'c', orders: 0, returns: 1, revenue: -8, revenue_gross: 0 },
    ])
    expect(await rowsOf(engine, 'orders_without_customer', 'order_id', 'revenue', 'is_return')).toEqual([
      { order_id: '5', revenue: 4, is_return: false },
      { order_id: 'C6', revenue: -4, is_return: true },
    ])
    expect(company.accounting).toEqual([
      { label: 'In the file', rows: 6, kind: 'read' },
      { label: 'No customer number', rows: -2, kind: 'left out' },
      { label: 'Order lines used', rows: 4, kind: 'used' },
    ])
  })

  test('ignore: only lines with a quantity and a price count, and every other is accounted for by its first reason', async () => {
    const { engine, company } = await openCompany({ order_lines: lines }, { returns: 'ignore' })
    expect(await rowsOf(engine, 'customer_facts', ...facts)).toEqual([
      { customer_id: 'a', orders: 1, returns: 0, revenue: 10, revenue_gross: 10 },
      { customer_id: 'b', orders: 0, returns: 0, revenue: 0, revenue_gross: 0 },
      { customer_id: 'c', orders: 0, returns: 0, revenue: 0, revenue_gross: 0 },
    ])
    expect(await rowsOf(engine, 'orders_without_customer', 'order_id', 'revenue')).toEqual([{ order_id: '5', revenue: 4 }])
    expect(company.accounting).toEqual([
      { label: 'In the file', rows: 6, kind: 'read' },
      { label: 'No customer number', rows: -2, kind: 'left out' },
      { label: 'Cancellations', rows: -2, kind: 'left out' },
      { label: 'Price of zero', rows: -1, kind: 'left out' },
      { label: 'Order lines used', rows: 1, kind: 'used' },
    ])
  })

  test('an order marked as cancelled that still shows its price brought nothing, under either setting', async () => {
    const orders = [true, false].map((is_cancelled) => ({ customer_id: 'a', ordered_at: '2024-01-01', revenue: 9, is_cancelled }))
    for (const returns of ['net', 'ignore'] as const) {
      const { engine, company } = await openCompany({ orders }, { returns })
      expect(await rowsOf(engine, 'customer_facts', 'customer_id', 'orders', 'revenue')).toEqual([
        { customer_id: 'a', orders: 1, revenue: 9 },
      ])
      expect(company.accounting.map(({ rows }) => rows)).toEqual([2, -1, 1])
    }
  })
})

describe('customers', () => {
  test('are everyone known anywhere, and numbers of customers are the same in text and in digits', async () => {
    const { engine, company } = await openCompany({
      customers: [{ customer_id: '1', name: 'Ada' }],
      orders: [{ customer_id: 1, ordered_at: '2024-01-01', revenue: 1 }],
      events: [{ customer_id: ' 2 ', happened_at: '2024-01-01', event: 'visit' }],
      touches: [{ customer_id: '3', happened_at: '2024-01-01', channel: 'mail' }],
      leads: [{ customer_id: '', created_at: '2024-01-01' }],
    })
    expect(await rowsOf(engine, 'customers', 'customer_id', 'name')).toEqual([
      { customer_id: '1', name: 'Ada' },
      { customer_id: '2', name: null },
      { customer_id: '3', name: null },
    ])
    expect(company.customers).toBe(3)
    expect(await rowsOf(engine, 'customer_facts', 'customer_id', 'orders', 'revenue', 'median_gap_days')).toEqual([
      { customer_id: '1', orders: 1, revenue: 1, median_gap_days: null },
      { customer_id: '2', orders: 0, revenue: 0, median_gap_days: null },
      { customer_id: '3', orders: 0, revenue: 0, median_gap_days: null },
    ])
  })

  test('listed twice count once, the last row holds, and the other is accounted for', async () => {
    const { engine, company } = await openCompany({
      customers: [
        { customer_id: 'a', plan: 'old' },
        { customer_id: 'a', plan: 'new' },
        { customer_id: null, plan: 'x' },
      ],
    })
    expect(await rowsOf(engine, 'customers', 'customer_id', 'plan')).toEqual([{ customer_id: 'a', plan: 'new' }])
    expect(company.accounting).toEqual([
      { label: 'In the file', rows: 3, kind: 'read' },
      { label: 'No customer number', rows: -1, kind: 'left out' },
      { label: 'Repeated customer number', rows: -1, kind: 'left out' },
      { label: 'Customers used', rows: 1, kind: 'used' },
    ])
  })

  test('the latest order tells the country, also of customers all of whose orders were left out', async () => {
    const order = { revenue: 5, quantity: 1 }
    const { engine, company } = await openCompany(
      {
        orders: [
          { ...order, customer_id: 'a', ordered_at: '2024-03-01', country: 'France' },
          { ...order, customer_id: 'a', ordered_at: '2024-01-01', country: 'Spain' },
          { ...order, customer_id: 'a', ordered_at: '2024-04-01', country: null },
          { customer_id: 'b', ordered_at: '2024-01-01', revenue: -5, quantity: -1, country: 'Malta' },
        ],
      },
      { returns: 'ignore' },
    )
    expect(await rowsOf(engine, 'customers', 'customer_id', 'country')).toEqual([
      { customer_id: 'a', country: 'France' },
      { customer_id: 'b', country: 'Malta' },
    ])
    expect(await rowsOf(engine, 'customer_facts', 'customer_id', 'country')).toEqual([
      { customer_id: 'a', country: 'France' },
      { customer_id: 'b', country: 'Malta' },
    ])
    expect(company.attributes).toEqual([
      { id: 'country', column: 'country', label: 'country of the latest order', type: 'text', distinct: 3 },
    ])
  })

  test('gaps are between order days, not between orders of a day', async () => {
    const days = ['2024-01-01T09:00:00', '2024-01-01T18:00:00', '2024-01-03T00:00:00', '2024-01-13T00:00:00']
    const { engine } = await openCompany({ orders: days.map((ordered_at) => ({ customer_id: 'a', ordered_at, revenue: 1 })) })
    expect(await rowsOf(engine, 'customer_facts', 'customer_id', 'orders', 'order_days', 'median_gap_days')).toEqual([
      { customer_id: 'a', orders: 4, order_days: 3, median_gap_days: 6 },
    ])
  })

  test('joining is counted back from the as-of date by tenure; a planned end in 9999 is none', async () => {
    const { engine } = await openCompany(
      { customers: [{ customer_id: 'a', tenure_months: 12, age: 40, ended_on: '9999-12-31', first_name: 'Ada', last_name: 'King' }] },
      { asOf: '2024-06-30' },
    )
    expect(await rowsOf(engine, 'customers', 'name', 'joined_on', 'birth_year', 'ended_on', 'is_churned')).toEqual([
      { name: 'Ada King', joined_on: '2023-06-30', birth_year: 1984, ended_on: null, is_churned: false },
    ])
  })

  test('columns without a role become attributes of their own type, known in links by their header', async () => {
    const engine = await openDatabase()
    const rows: InlineRows = [
      { id: 'a', 'Größe "XL"': 'x', Level: 1, level: 2 },
      { id: 'b', 'Größe "XL"': 'y', Level: 2, level: 5 },
    ]
    const table = await insertInline(engine, 't1', 'people.csv', rows)
    const mapping = mappingOf([{ table: 't1', kind: 'customers', confidence: 1, bindings: bind({ customer_id: { column: 'c0' } }) }])
    const { attributes } = await buildCompany(engine, mapping, [table])
    expect(attributes).toEqual([
      { id: 'grosse-xl', column: 'a0', label: 'Größe "XL"', type: 'text', distinct: 2 },
      { id: 'level', column: 'a1', label: 'Level', type: 'number', distinct: 2 },
      { id: 'level-2', column: 'a2', label: 'level', type: 'number', distinct: 2 },
    ])
    const values = await engine.rows(
      query('values', 'select a0, a1, a2 from customers order by a0', { a0: 'text', a1: 'number', a2: 'number' }),
    )
    expect(values).toEqual([
      { a0: 'x', a1: 1, a2: 2 },
      { a0: 'y', a1: 2, a2: 5 },
    ])
  })
})

describe('dates', () => {
  const plan = { customer_id: 'a', started_on: '2024-01-01', ended_on: '2030-01-01' }
  const ticket = { opened_at: '2024-02-29T23:00:00', customer_id: 'a' }

  test('the as-of date is the day after the last order, across a month, whatever a ticket did later', async () => {
    const { company } = await openCompany({
      customers: [{ customer_id: 'a', joined_on: '2009-01-01' }],
      orders: [{ customer_id: 'a', ordered_at: '2024-02-29T10:00:00', revenue: 1 }],
      tickets: [{ ...ticket, closed_at: '2024-05-12T10:00:00' }],
      subscriptions: [plan],
    })
    expect(company).toMatchObject({ firstAt: '2024-02-29T10:00:00', lastAt: '2024-02-29T10:00:00', asOf: '2024-03-01' })
    expect(company.spans.find(({ kind }) => kind === 'tickets')).toMatchObject({
      firstAt: '2024-02-29T23:00:00',
      lastAt: '2024-05-12T10:00:00',
    })
  })

  test('contracts go before tickets where there are no orders, and a planned end is nothing that happened', async () => {
    const { company } = await openCompany({ tickets: [ticket], subscriptions: [plan] })
    expect(company.asOf).toBe('2024-01-02')
  })

  test.each(['2099-12-31', '9999-12-31', '2038-01-19', '1900-01-01', '1970-01-01', null])(
    'an end on %s is none: who has it is still there, and ends that passed are dated',
    async (open) => {
      const ends = ['2024-03-01', open, '2024-06-05', open]
      const { engine, company } = await openCompany({
        customers: ends.map((ended_on, index) => ({ customer_id: `c${index}`, joined_on: '2024-01-10', ended_on })),
      })
      expect(company.asOf).toBe('2024-06-06')
      expect(await rowsOf(engine, 'customers', 'customer_id', 'ended_on', 'is_churned')).toEqual([
        { customer_id: 'c0', ended_on: '2024-03-01', is_churned: true },
        { customer_id: 'c1', ended_on: null, is_churned: false },
        { customer_id: 'c2', ended_on: '2024-06-05', is_churned: true },
        { customer_id: 'c3', ended_on: null, is_churned: false },
      ])
    },
  )

  test('a slip into a later century moves nothing, and data that lie in the future as a whole are taken as they are', async () => {
    const order = (ordered_at: string) => ({ customer_id: 'a', ordered_at, revenue: 1 })
    const slipped = await openCompany({ orders: ['2024-02-10', '2024-02-11', '2204-02-12'].map(order) })
    expect(slipped.company.asOf).toBe('2024-02-12')
    const planned = await openCompany({ orders: ['2090-02-10', '2090-02-11'].map(order) })
    expect(planned.company.asOf).toBe('2090-02-12')
  })

  test('data reach as far beyond their last row as usually passes without one', async () => {
    const mondays = Array.from({ length: 26 }, (_, week) => new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10))
    const { company } = await openCompany({ orders: mondays.map((ordered_at) => ({ customer_id: 'a', ordered_at, revenue: 1 })) })
    expect(company.spans).toMatchObject([{ kind: 'orders', seenFrom: '2023-12-26', seenUntil: '2024-06-30' }])
  })

  test('an as-of date that was set goes before it', async () => {
    const { company } = await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-02-10', revenue: 1 }] }, { asOf: '2025-01-01' })
    expect(company.asOf).toBe('2025-01-01')
  })

  test('day and month change places where the reader says so', async () => {
    const engine = await openDatabase()
    const table = await insertInline(engine, 't1', 'orders.csv', [{ who: 'a', at: '2020-03-04', paid: 5 }])
    const bindings = bind({
      customer_id: { column: 'c0' },
      ordered_at: { column: 'c1', exchanged: 'day and month' },
      revenue: { column: 'c2' },
    })
    await buildCompany(engine, mappingOf([{ table: 't1', kind: 'orders', confidence: 1, bindings }]), [table])
    expect(await rowsOf(engine, 'orders', 'ordered_at')).toEqual([{ ordered_at: '2020-04-03T00:00:00' }])
  })

  test('months written as text are the first day of them', async () => {
    const { engine } = await openCompany({ spend: [{ spent_on: '2024-03', channel: 'ads', cost: 5 }] })
    expect(await rowsOf(engine, 'spend', 'spent_on', 'cost')).toEqual([{ spent_on: '2024-03-01', cost: 5 }])
  })
})

describe('feedback', () => {
  test('each score of a row is an answer, its comment goes with the first, and codes outside the scale are no answers', async () => {
    const { engine, company } = await openCompany({
      feedback: [
        { customer_id: 'a', nps: 9, csat: 5, comment: 'good' },
        { customer_id: 'b', nps: 11, csat: 0, comment: null },
        { customer_id: 'c', nps: 11, csat: 4, comment: 'slow' },
        { customer_id: 'd', nps: null, csat: 6, comment: null },
      ],
    })
    expect(await rowsOf(engine, 'feedback', 'customer_id', 'kind', 'score', 'scale_low', 'scale_high', 'comment')).toEqual([
      { customer_id: 'a', kind: 'csat', score: 5, scale_low: 1, scale_high: 5, comment: null },
      { customer_id: 'a', kind: 'nps', score: 9, scale_low: 0, scale_high: 10, comment: 'good' },
      { customer_id: 'c', kind: 'csat', score: 4, scale_low: 1, scale_high: 5, comment: null },
      { customer_id: 'c', kind: 'nps', score: null, scale_low: 0, scale_high: 10, comment: 'slow' },
    ])
    expect(company.accounting.map(({ rows }) => rows)).toEqual([4, -2, 2])
  })
})

test('a mapping that names a column the table has not fails, and the company before it stays', async () => {
  const { engine, tables } = await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-02-10', revenue: 1 }] })
  const bindings = bind({ customer_id: { column: 'c99' } })
  const broken = mappingOf([{ table: 't1', kind: 'orders', confidence: 1, bindings }])
  await expect(buildCompany(engine, broken, tables)).rejects.toThrow('orders.csv has no column c99')
  expect(await rowsOf(engine, 'orders', 'customer_id')).toEqual([{ customer_id: 'a' }])
})

test('a mapping of tables that are gone builds what is left', async () => {
  const { engine, tables } = await openCompany({ orders: [{ customer_id: 'a', ordered_at: '2024-02-10', revenue: 1 }] })
  const mapping = mappingOf([{ table: 't7', kind: 'orders', confidence: 1, bindings: [] }])
  expect((await buildCompany(engine, mapping, tables)).tables).toEqual({})
})

test('values that look like SQL are values', async () => {
  const name = `'); drop table t1; --`
  const { engine } = await openCompany({ orders: [{ customer_id: name, ordered_at: '2024-02-10', revenue: 1, country: `"';` }] })
  expect(await rowsOf(engine, 'customers', 'customer_id', 'country')).toEqual([{ customer_id: name, country: `"';` }])
})
