import { expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query, type Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { buildCompany } from '../model/company/build'
import type { Mapping } from '../model/mapping/mapping'
import { History } from './history'

const ROLES = ['customer_id', 'ordered_at', 'revenue']

function mappingOf(tables: readonly RawTable[]): Mapping {
  const bindings = (table: RawTable) =>
    table.columns
      .filter(({ header }) => ROLES.includes(header))
      .map(({ header, name }) => ({ role: header, from: { column: name }, confidence: 1 }))
  return {
    version: 1,
    tables: tables.map((table) => ({ table: table.name, kind: 'orders', confidence: 1, bindings: bindings(table) })),
    returns: 'net',
    asOf: null,
    currency: null,
  }
}

async function load(engine: Engine, history: History, tables: readonly RawTable[]): Promise<void> {
  await history.snapshotBefore(engine, tables)
  await history.recordLoad(engine, await buildCompany(engine, mappingOf(tables), tables), tables)
}

const ids = ['00012', 'a "quoted" one', 'łódź', 'd', 'e']

function orders(months: number): InlineRows {
  return Array.from({ length: months * 4 }, (_, index) => ({
    customer_id: ids[index % (2 + months)] ?? 'e',
    ordered_at: `2024-0${1 + Math.floor(index / 4)}-1${index % 4}`,
    revenue: 10 + index,
  }))
}

function open() {
  const kept = new Map<string, Blob>()
  let time = Date.UTC(2024, 5, 1)
  const history = new History(
    (_label, bytes, hash) => void kept.set(hash, bytes),
    () => new Date((time += 86_400_000)),
  )
  return { history, kept }
}

const statesOf = (engine: Engine) =>
  engine.rows(
    query('states', 'select customer_id, last_at, orders, revenue, segment from snapshots.customer_states order by load_id, customer_id', {
      customer_id: 'text',
      last_at: 'timestamp',
      orders: 'number',
      revenue: 'number',
      segment: 'text',
    }),
  )

const table = (engine: Engine, name: string, file: string, rows: InlineRows) => insertInline(engine, name, file, rows)

test('a load is written down when another takes its place, customer by customer, and the one in force needs no bytes', async () => {
  const engine = await openDatabase()
  const { history, kept } = open()
  await load(engine, history, [await table(engine, 't1', 'march.csv', orders(2))])
  expect(history.recipe).toMatchObject([{ label: 'march.csv', hash: '' }])
  expect(kept.size).toBe(0)
  await load(engine, history, [await table(engine, 't2', 'april.csv', orders(3))])
  expect(history.recipe).toMatchObject([{ label: 'march.csv' }, { label: 'april.csv in place of march.csv', hash: '' }])
  expect(kept.has(history.recipe[0]!.hash)).toBe(true)
  const states = await statesOf(engine)
  expect(states.map((row) => row.customer_id)).toEqual(['00012', 'a "quoted" one', 'd', 'łódź'])
  expect(states.reduce((sum, row) => sum + row.revenue!, 0)).toBe(orders(2).reduce((sum, row) => sum + Number(row.revenue), 0))
})

test('headline numbers of a load are customers, those active within 90 days, orders and revenue', async () => {
  const engine = await openDatabase()
  const { history } = open()
  await load(engine, history, [await table(engine, 't1', 'march.csv', orders(2))])
  expect(Object.fromEntries(history.recipe[0]!.headlines.map(({ name, value }) => [name, value]))).toEqual({
    customers: 4,
    active_customers: 4,
    orders: 8,
    revenue: 108,
  })
})

test('another reading of the same data is no other load, and neither are data that change no number', async () => {
  const engine = await openDatabase()
  const { history } = open()
  const march = await table(engine, 't1', 'march.csv', orders(2))
  await load(engine, history, [march])
  await load(engine, history, [march])
  await load(engine, history, [{ ...march, file: 'march-again.csv' }])
  expect(history.recipe).toHaveLength(1)
  expect(history.recipe[0]!.label).toBe('march.csv')
  expect(await statesOf(engine)).toEqual([])
})

test('nobody’s data and the sample company’s leave nothing behind', async () => {
  const engine = await openDatabase()
  const { history } = open()
  await load(engine, history, [await table(engine, 't1', 'none.csv', [{ customer_id: 'a', ordered_at: '2024-01-01', revenue: -1 }])])
  await load(engine, history, [{ ...(await table(engine, 't2', 'orders.csv', orders(2))), format: 'sample' }])
  await load(engine, history, [await table(engine, 't3', 'march.csv', orders(3))])
  expect(history.recipe.map(({ label }) => label)).toEqual(['march.csv'])
})

test('what was written down comes back from its bytes into an empty engine, the same to the last digit', async () => {
  const engine = await openDatabase()
  const { history, kept } = open()
  await load(engine, history, [await table(engine, 't1', 'march.csv', orders(2))])
  await load(engine, history, [await table(engine, 't2', 'april.csv', orders(3))])
  const [recipe, states] = [history.recipe, await statesOf(engine)]
  const again = open()
  const other = await openDatabase()
  await again.history.restore(other, recipe, async (hash) => kept.get(hash) ?? null)
  expect(await statesOf(other)).toEqual(states)
  expect(again.history.recipe).toEqual(recipe)
  await load(other, again.history, [await table(other, 't2', 'april.csv', orders(3))])
  expect(again.history.recipe).toEqual(recipe)
})

test('bytes that are gone or damaged leave the numbers', async () => {
  const engine = await openDatabase()
  const { history, kept } = open()
  await load(engine, history, [await table(engine, 't1', 'march.csv', orders(2))])
  await load(engine, history, [await table(engine, 't2', 'april.csv', orders(3))])
  const recipe = history.recipe
  const bytes = new Uint8Array(await kept.get(recipe[0]!.hash)!.arrayBuffer())
  bytes[bytes.length >> 1]! ^= 255
  for (const found of [null, new Blob([bytes]), new Blob(['no gzip'])]) {
    const again = open()
    await again.history.restore(engine, recipe, async () => found)
    expect(await statesOf(engine)).toEqual([])
    expect(again.history.loads).toMatchObject([{ isCurrent: true }, { label: 'march.csv', customers: 4 }])
  }
})

test('a load can be dropped and brought back to its place', async () => {
  const engine = await openDatabase()
  const { history } = open()
  for (const months of [2, 3, 4]) await load(engine, history, [await table(engine, `t${months}`, `${months}.csv`, orders(months))])
  const recipe = history.recipe
  const states = await statesOf(engine)
  await history.drop(engine, recipe[0]!.id)
  expect(history.recipe).toEqual(recipe.slice(1))
  expect((await statesOf(engine)).length).toBeLessThan(states.length)
  await history.bringBack(engine)
  expect(history.recipe).toEqual(recipe)
  expect(await statesOf(engine)).toEqual(states)
})

test('no more than 24 loads are kept, the newest', async () => {
  const engine = await openDatabase()
  const { history } = open()
  for (let at = 0; at < 27; at++) {
    const rows = [...orders(2), { customer_id: 'x', ordered_at: '2024-02-20', revenue: at + 1 }]
    await load(engine, history, [await table(engine, `t${at + 1}`, `${at}.csv`, rows)])
  }
  expect(history.recipe).toHaveLength(24)
  expect(history.recipe.at(-1)!.label).toBe('26.csv in place of 25.csv')
})
