import { expect, test } from 'vitest'
import { insertInline } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { unmasked } from '../quality/mask-tables'
import type { Mapping } from '../model/mapping'
import { Prepared } from './prepared'

async function open() {
  const engine = await openDatabase()
  const files = { tables: [] as RawTable[] }
  const read = async (name: string, customers: readonly string[]) =>
    insertInline(
      engine,
      name,
      `${name}.csv`,
      customers.map((customer) => ({ customer })),
    )
  files.tables = [await read('t1', ['a', 'b', 'a']), await read('t2', ['a', 'c'])]
  const prepared = new Prepared(async () => engine, files)
  const customers = async (table: string) =>
    (await engine.rows(query('customers', `select c0 from ${table} order by line`, { c0: 'text' }))).map(({ c0 }) => c0)
  return { engine, files, prepared, read, customers }
}

const merge = (id: string, table: string, group: string | null) => ({
  id,
  kind: 'replace values',
  table,
  makes: table,
  column: { name: 'c0', header: 'customer' },
  pairs: [{ from: 'a', to: 'b' }],
  group,
})

test('a merge in two tables is one group, and is taken back in both', async () => {
  const { prepared, customers } = await open()
  await prepared.add([merge('s1', 't1', 'g'), merge('s2', 't2', 'g')])
  expect([await customers('t1'), await customers('t2')]).toEqual([
    ['b', 'b', 'b'],
    ['b', 'c'],
  ])
  expect(prepared.recorded.map(({ words }) => words)).toEqual([
    'customer of t1.csv: “a” becomes “b”',
    'customer of t2.csv: “a” becomes “b”',
  ])
  await prepared.remove(['s2'])
  expect([await customers('t1'), await customers('t2')]).toEqual([
    ['a', 'b', 'a'],
    ['a', 'c'],
  ])
  expect(prepared.steps).toEqual([])
})

test('a file that is read anew goes through the same steps, and the steps of one that is removed go with it', async () => {
  const { engine, files, prepared, read, customers } = await open()
  await prepared.add([merge('s1', 't1', null), merge('s2', 't2', null)])
  await prepared.during(async () => {
    await engine.execute('drop table t1')
    files.tables[0] = await read('t1', ['a', 'x'])
  })
  expect(await customers('t1')).toEqual(['b', 'x'])
  await prepared.during(async () => {
    await engine.execute('drop table t2')
    files.tables.pop()
  })
  expect(prepared.steps.map(({ id }) => id)).toEqual(['s1'])
  expect(prepared.tables.map(({ name }) => name)).toEqual(['t1'])
})

test('the same step twice is one, and what is no step changes nothing', async () => {
  const { prepared, customers } = await open()
  await prepared.add([merge('s1', 't1', null)])
  await prepared.add([merge('s1', 't1', null)])
  expect(prepared.steps).toHaveLength(1)
  await expect(prepared.add([merge('s2', 't2', null), { kind: 'sql' }])).rejects.toThrow('not understood')
  expect(await customers('t2')).toEqual(['a', 'c'])
})

const PEOPLE = [
  { id: 'anna@x.com', name: 'Anna Smith', city: 'Bath' },
  { id: 'bob@x.com', name: 'Bob Jones', city: 'Leeds' },
]
const MAPPING: Mapping = {
  version: 1,
  tables: [
    {
      table: 't1',
      kind: 'customers',
      confidence: 1,
      bindings: ['customer_id', 'name', 'city'].map((role, index) => ({ role, from: { column: `c${index}` }, confidence: 1 })),
    },
  ],
  returns: 'net',
  asOf: null,
  currency: null,
}

test('with the mask on nothing of a person is in what is read, with steps and without, and off it is all there again', async () => {
  const engine = await openDatabase()
  const files = { tables: [await insertInline(engine, 't1', 'people.csv', PEOPLE)] }
  const prepared = new Prepared(async () => engine, files)
  const read = async () =>
    JSON.stringify([prepared.tables, await engine.rows(query('all', 'select c0, c1, c2 from t1', { c0: 'text', c1: 'text', c2: 'text' }))])
  const before = await read()
  const step = { ...merge('s1', 't1', null), column: { name: 'c1', header: 'name' }, pairs: [{ from: 'Bob Jones', to: 'Bob James' }] }
  await prepared.mask(true, MAPPING)
  const secrets = /anna|bob|smith|jones|james/i
  expect(await read()).not.toMatch(secrets)
  expect(await read()).toContain('Leeds')
  await prepared.add([step])
  expect(await read()).not.toMatch(secrets)
  expect(JSON.stringify(prepared.recorded.map(({ words, sql }) => [words, sql]))).not.toMatch(secrets)
  const session = await unmasked(engine, prepared.masked).open()
  const clear = await session.rows(query('names', 'select c1 from t1 order by 1', { c1: 'text' }))
  await session.close()
  expect(clear.map(({ c1 }) => c1)).toEqual(['Anna Smith', 'Bob James'])
  await prepared.remove(['s1'])
  await prepared.mask(false, MAPPING)
  expect(await read()).toBe(before)
})
