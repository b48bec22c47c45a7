import { expect, test } from 'vitest'
import { insertInline } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { unmasked } from '../quality/mask-tables'
import type { Mapping } from '../model/mapping/mapping'
import { TransformedTables } from './transformed-tables'

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
  const prepared = new TransformedTables(async () => engine, files)
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
  await prepared.withStepsUndone(async () => {
    await engine.execute('drop table t1')
    files.tables[0] = await read('t1', ['a', 'x'])
  })
  expect(await customers('t1')).toEqual(['b', 'x'])
  await prepared.withStepsUndone(async () => {
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
  const prepared = new TransformedTables(async () => engine, files)
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

const NAMED: Mapping = {
  ...MAPPING,
  tables: [
    MAPPING.tables[0]!,
    { table: 't2', kind: 'tickets', confidence: 1, bindings: [{ role: 'customer_id', from: { column: 'c0' }, confidence: 1 }] },
  ],
}

async function openTickets() {
  const engine = await openDatabase()
  const tickets = [
    { customer: 'anna@x.com', note: 'Called ANNA, then Smiths again', product: 'Tea' },
    { customer: 'bob@x.com', note: 'Smith and bob: card 4111 1111 1111 1111', product: 'Mug' },
  ]
  const files = {
    tables: [await insertInline(engine, 't1', 'people.csv', PEOPLE), await insertInline(engine, 't2', 'tickets.csv', tickets)],
  }
  const prepared = new TransformedTables(async () => engine, files)
  const notes = async () =>
    (await engine.rows(query('notes', 'select c0, c1 from t2 order by line', { c0: 'text', c1: 'text' }))).map(({ c0, c1 }) => [c0!, c1!])
  return { engine, files, prepared, notes }
}

test('free text loses the name of the customer it is about, which another table knows, and card numbers', async () => {
  const { prepared, notes } = await openTickets()
  await prepared.mask(true, NAMED)
  expect((await notes()).map(([, note]) => note)).toEqual(['Called ••••, then •••• again', 'Smith and ••••: card ••••'])
  expect(prepared.table('t2')!.columns[2]!.samples).toEqual(['Tea', 'Mug'])
})

test('a pseudonym is the same when the workbook opens again, and another in another workbook', async () => {
  const { engine, files, prepared, notes } = await openTickets()
  const recipe = { steps: [], isMasked: true, mapping: NAMED }
  await prepared.mask(true, NAMED)
  const before = await notes()
  expect(before[0]![0]).toMatch(/^person [0-9a-f]{16}$/)
  const again = new TransformedTables(async () => engine, files)
  await again.replace({ ...recipe, salt: prepared.salt }, async () => undefined)
  expect(await notes()).toEqual(before)
  await again.replace({ ...recipe, salt: '' }, async () => undefined)
  expect((await notes())[0]![0]).not.toBe(before[0]![0])
})

test('a customer column that holds names is masked, whatever it is called', async () => {
  const engine = await openDatabase()
  const files = { tables: [await insertInline(engine, 't2', 'orders.csv', [{ who: 'Anna Smith' }, { who: 'Bob' }, { who: 'Ida Jones' }])] }
  const prepared = new TransformedTables(async () => engine, files)
  await prepared.mask(true, NAMED)
  expect(JSON.stringify(prepared.tables)).not.toMatch(/anna|smith|bob|jones/i)
})

test('where masks cannot be made nothing can be read, and the mask that was not on is not', async () => {
  const { engine, files, prepared } = await openTickets()
  const readAll = () => engine.rows(query('all', 'select c0 from t1 union all select c0 from t2', { c0: 'text' }))
  // A name that the masks need is taken: they fail after some of them were made.
  await engine.execute('create table t0_names as select 1 as x')
  await expect(prepared.mask(true, NAMED)).rejects.toThrow('t0_names')
  expect(prepared.isMasked).toBe(false)
  expect(await readAll()).toHaveLength(4)
  await engine.execute('drop table t0_names')
  await prepared.mask(true, NAMED)
  await expect(
    prepared.withStepsUndone(async () => {
      await engine.execute('create table t0_names as select 1 as x')
    }),
  ).rejects.toThrow('t0_names')
  await expect(readAll()).rejects.toThrow()
  expect(JSON.stringify(prepared.tables)).not.toMatch(/anna|smith|bob|jones/i)
  await engine.execute('drop table t0_names')
  await prepared.mask(true, NAMED)
  expect(JSON.stringify(await readAll())).not.toMatch(/anna|bob/)
  expect(files.tables).toHaveLength(2)
})

test('a name that slipped in among numbers is hidden, and the numbers and codes there are not', async () => {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'orders.csv', [{ units: '5' }, { units: 'Anna Smith' }, { units: 'C12' }])
  const columns = table.columns.map((column) => ({
    ...column,
    note: 'mixed, kept as text: most are numbers, “Anna Smith” (line 3) is not',
  }))
  const prepared = new TransformedTables(async () => engine, { tables: [{ ...table, columns }] })
  await prepared.mask(true, null)
  const found = await engine.rows(query('units', 'select c0 from t1 order by line', { c0: 'text' }))
  expect(found.map(({ c0 }) => c0)).toEqual(['5', '••••', 'C12'])
  expect(JSON.stringify(prepared.tables)).not.toMatch(/anna|smith/i)
})
