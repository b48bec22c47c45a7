import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import { query, type Engine } from '../engine/database'
import { readFile } from '../ingest/load/read-file'
import type { RawTable } from '../ingest/table'
import { buildCompany } from '../model/company/build'
import type { Mapping, TableKind } from '../model/mapping/mapping'
import { suggestMapping } from '../model/suggest/suggest'
import { csvOf } from './csv'
import { loadSample } from './load'
import { makeSample } from './make'

/** What each file is, and the column that fills each role. */
const READINGS: Readonly<Record<string, { readonly kind: TableKind; readonly roles: Readonly<Record<string, string>> }>> = {
  'customers.csv': {
    kind: 'customers',
    roles: {
      customer_id: 'customer_id',
      name: 'name',
      email: 'email',
      joined_on: 'joined_on',
      birth_year: 'birth_year',
      gender: 'gender',
      country: 'country',
      source: 'source',
      plan: 'plan',
      company: 'company',
      industry: 'industry',
      employees: 'employees',
    },
  },
  'orders.csv': {
    kind: 'orders',
    roles: {
      order_id: 'order_id',
      customer_id: 'customer_id',
      ordered_at: 'order_date',
      revenue: 'order_total',
      channel: 'channel',
      campaign: 'campaign',
      discount: 'discount',
      margin: 'margin',
    },
  },
  'order_lines.csv': {
    kind: 'order_lines',
    roles: { order_id: 'order_id', product: 'product', category: 'category', quantity: 'quantity', unit_price: 'unit_price' },
  },
  'events.csv': {
    kind: 'events',
    roles: {
      customer_id: 'customer_id',
      happened_at: 'timestamp',
      event: 'event',
      session_id: 'session_id',
      source: 'source',
      page: 'page',
      device: 'device',
      value: 'value',
    },
  },
  'feedback.csv': {
    kind: 'feedback',
    roles: {
      customer_id: 'customer_id',
      answered_at: 'answered_at',
      kind: 'kind',
      score: 'score',
      scale_low: 'scale_low',
      scale_high: 'scale_high',
      comment: 'comment',
      product: 'product',
      touchpoint: 'touchpoint',
    },
  },
  'tickets.csv': {
    kind: 'tickets',
    roles: {
      ticket_id: 'ticket_id',
      customer_id: 'customer_id',
      opened_at: 'opened_at',
      closed_at: 'closed_at',
      category: 'category',
      priority: 'priority',
      is_reopened: 'reopened',
      score: 'score',
    },
  },
  'subscriptions.csv': {
    kind: 'subscriptions',
    roles: { customer_id: 'customer_id', started_on: 'started_on', ended_on: 'ended_on', plan: 'plan', mrr: 'mrr' },
  },
  'leads.csv': {
    kind: 'leads',
    roles: { lead_id: 'lead_id', created_at: 'created_at', source: 'source', stage: 'stage', value: 'value', customer_id: 'customer_id' },
  },
  'touches.csv': {
    kind: 'touches',
    roles: {
      customer_id: 'customer_id',
      happened_at: 'touched_at',
      channel: 'channel',
      campaign: 'campaign',
      variant: 'variant',
      cost: 'cost',
    },
  },
  'marketing_spend.csv': { kind: 'spend', roles: { spent_on: 'date', channel: 'channel', campaign: 'campaign', cost: 'cost' } },
}

let engine: Engine
let tables: readonly RawTable[]
let mapping: Mapping

beforeAll(async () => {
  engine = await openDatabase()
  let last = 0
  tables = await loadSample(engine, () => `t${++last}`)
})

test('the sample is read without a doubt: every file is what its name says, in euros', async () => {
  const suggestion = await suggestMapping(engine, tables, 'net')
  mapping = suggestion.mapping
  expect(suggestion.doubts).toEqual([])
  expect(mapping.currency).toBe('EUR')
  for (const table of tables) {
    const read = mapping.tables.find((one) => one.table === table.name)!
    const header = (role: string) => {
      const from = read.bindings.find((binding) => binding.role === role)?.from
      return from && 'column' in from ? table.columns.find((column) => column.name === from.column)!.header : undefined
    }
    const { kind, roles } = READINGS[table.file]!
    expect({ file: table.file, kind: read.kind }).toEqual({ file: table.file, kind })
    expect(Object.fromEntries(Object.keys(roles).map((role) => [role, header(role)]))).toEqual(roles)
  }
})

test('the company built from it has the customers and the money that were generated', async () => {
  const company = await buildCompany(engine, mapping, tables)
  expect(company.customers).toBe(20_000)
  expect(company.asOf).toBe('2026-01-01')
  expect(company.tables.events).toBe(tables.find((table) => table.file === 'events.csv')!.rowsKept)
  const orders = tables.find((table) => table.file === 'orders.csv')!
  const column = (header: string) => orders.columns.find((one) => one.header === header)!.name
  const generated = query(
    'generated',
    `select round(sum(${column('order_total')}), 2) as revenue, count(distinct ${column('customer_id')}) as buyers,
       count(*) filter (${column('order_total')} > 0) as purchases
     from ${orders.name} where ${column('customer_id')} is not null`,
    { revenue: 'number', buyers: 'number', purchases: 'number' },
  )
  const built = query(
    'built',
    `select round(sum(revenue), 2) as revenue, count(*) filter (orders > 0) as buyers, sum(orders) as purchases from customer_facts`,
    { revenue: 'number', buyers: 'number', purchases: 'number' },
  )
  expect(await engine.rows(built)).toEqual(await engine.rows(generated))
})

test('written as files and read again, the columns have the types, counts and ranges they were made with', async () => {
  for (const made of makeSample().filter((table) => table.file !== 'events.csv')) {
    const file = new File([csvOf(made)], made.file)
    const signal = new AbortController().signal
    const read = await readFile(file, { engine, table: 'again', signal, onProgress: () => undefined })
    const known = tables.find((table) => table.file === made.file)!
    expect([read.rowsRead, read.rowsKept]).toEqual([known.rowsRead, known.rowsKept])
    const facts = (table: RawTable) =>
      table.columns.map(({ header, type, filled, least, most }) => ({
        header,
        type,
        filled,
        range: type === 'text' || type === 'flag' ? null : [least, most].map((value) => (type === 'number' ? Number(value) : value)),
      }))
    expect(facts(read)).toEqual(facts(known))
    await engine.execute('drop table again')
  }
})
