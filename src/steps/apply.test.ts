import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertInline, type InlineRows } from '../../test/support/open-company'
import { openDatabase } from '../../test/support/open-database'
import { query, type Engine } from '../engine/database'
import type { RawTable } from '../ingest/table'
import { applySteps } from './apply'
import type { Step } from './definition'
import { parseStep } from './index'
import type { LeaveOutRows } from './leave-out-rows'
import type { ReplaceValues } from './replace-values'
import type { RowTest } from './row-test'

const ORDERS: InlineRows = [
  { customer: 'a', on: '2024-01-01', amount: 10 },
  { customer: 'b', on: '2024-01-02', amount: -5 },
  { customer: ' a ', on: '2024-01-03', amount: 0 },
  { customer: 'a', on: '2024-01-01', amount: 10 },
  { customer: null, on: '1900-01-01', amount: 7 },
]
const CUSTOMER = { name: 'c0', header: 'customer' }
const ON = { name: 'c1', header: 'on' }
const AMOUNT = { name: 'c2', header: 'amount' }

let last = 0
const leaveOut = (where: RowTest, table = 't1'): LeaveOutRows => ({
  id: `s${++last}`,
  kind: 'leave out rows',
  table,
  makes: table,
  where,
  group: null,
})
const replace = (pairs: ReplaceValues['pairs'], column = CUSTOMER): ReplaceValues => ({
  id: `s${++last}`,
  kind: 'replace values',
  table: 't1',
  makes: 't1',
  column,
  pairs,
  group: null,
})

async function lines(engine: Engine): Promise<number[]> {
  const rows = await engine.rows(query('lines', 'select line from t1 order by line', { line: 'number' }))
  return rows.map(({ line }) => line!)
}

/** Everything in a table, as one number that a single changed value changes. */
async function checksum(engine: Engine, table: RawTable): Promise<string> {
  const columns = ['line', ...table.columns.map(({ name }) => name)].join(', ')
  const text = `select count(*)::varchar || ' ' || coalesce(bit_xor(hash(row(${columns})))::varchar, '') as sum from ${table.name}`
  return (await engine.rows(query('checksum', text, { sum: 'text' })))[0]!.sum!
}

async function open(rows: InlineRows = ORDERS) {
  const engine = await openDatabase()
  const table = await insertInline(engine, 't1', 'orders.csv', rows)
  const apply = (...steps: Step[]) => applySteps(engine, [table], steps)
  return { engine, table, apply }
}

test.each<[string, RowTest, number[]]>([
  ['a missing value', { test: 'is missing', column: CUSTOMER }, [6]],
  ['one of some values, whatever blanks stand around them', { test: 'is one of', column: CUSTOMER, values: ['a'] }, [2, 4, 5]],
  ['a value below a number', { test: 'is below', product: [AMOUNT], value: 0 }, [3]],
  ['a product above a number', { test: 'is above', product: [AMOUNT, AMOUNT], value: 49.5 }, [2, 5]],
  ['a day before another', { test: 'is before', column: ON, value: '2024-01-02' }, [2, 5, 6]],
  ['a day after another', { test: 'is after', column: ON, value: '2024-01-02' }, [4]],
  ['a row that repeats an earlier one', { test: 'repeats', columns: null, keeps: 'first' }, [5]],
  ['a row that repeats an earlier one in some columns', { test: 'repeats', columns: [AMOUNT], keeps: 'first' }, [5]],
  ['a row that a later one repeats', { test: 'repeats', columns: [AMOUNT], keeps: 'last' }, [2]],
])('%s leaves out its rows and no others', async (_, where, out) => {
  const { engine, table, apply } = await open()
  const [after] = await apply(leaveOut(where))
  expect(await lines(engine)).toEqual([2, 3, 4, 5, 6].filter((line) => !out.includes(line)))
  expect(after).toMatchObject({ rowsRead: 5, rowsKept: 5 - out.length, rowsLeftOut: out.length })
  expect(after!.columns.map(({ name, header, type }) => ({ name, header, type }))).toEqual(
    table.columns.map(({ name, header, type }) => ({ name, header, type })),
  )
})

test('values are replaced where they stand, and all others stay', async () => {
  const { engine, apply } = await open()
  const [after] = await apply(replace([{ from: 'a', to: 'A' }]), replace([{ from: '-5', to: '5' }], AMOUNT))
  const rows = await engine.rows(query('rows', 'select c0, c2 from t1 order by line', { c0: 'text', c2: 'number' }))
  expect(rows.map(({ c0 }) => c0)).toEqual(['A', 'b', 'A', 'A', null])
  expect(rows.map(({ c2 }) => c2)).toEqual([10, 5, 0, 10, 7])
  expect(after!.columns[2]).toMatchObject({ type: 'integer', least: '0', most: '10', filled: 5, distinct: 4 })
  expect(after!.rowsLeftOut).toBeUndefined()
})

test('a value that the column cannot hold is not put there', async () => {
  const { engine, table, apply } = await open()
  const before = await checksum(engine, table)
  const [after] = await apply(replace([{ from: '10', to: 'ten' }], AMOUNT))
  expect(await checksum(engine, after!)).toBe(before)
})

test('steps apply in their order, and a table without steps is as it was read', async () => {
  const { engine, table, apply } = await open()
  const before = await checksum(engine, table)
  const merge = replace([{ from: 'b', to: 'a' }])
  const repeats = leaveOut({ test: 'repeats', columns: [CUSTOMER], keeps: 'first' })
  await apply(merge, repeats)
  expect(await lines(engine)).toEqual([2, 4, 6])
  await apply(repeats, merge)
  expect(await lines(engine)).toEqual([2, 3, 4, 6])
  const [undone] = await apply()
  expect(undone).toEqual(table)
  expect(await checksum(engine, table)).toBe(before)
  const left = await engine.rows(query('tables', 'select table_name as name from duckdb_tables()', { name: 'text' }))
  expect(left).toEqual([{ name: 't1' }])
})

test('a step whose column is gone is passed over and said, and the others apply', async () => {
  const { engine, apply } = await open()
  const gone = leaveOut({ test: 'is missing', column: { name: 'c9', header: 'gone' } })
  const [after] = await apply(gone, leaveOut({ test: 'is missing', column: CUSTOMER }))
  expect(await lines(engine)).toEqual([2, 3, 4, 5])
  expect(after!.notes).toEqual(['Not applied: Rows left out of orders.csv: no gone', 'Rows left out of orders.csv: no customer'])
})

test('a hundred steps apply like one', async () => {
  const { engine, apply } = await open()
  const steps = Array.from({ length: 100 }, (_, index) => replace([{ from: index === 0 ? 'b' : `b${index - 1}`, to: `b${index}` }]))
  await apply(...steps)
  const [row] = await engine.rows(query('one', 'select c0 from t1 where line = 3', { c0: 'text' }))
  expect(row!.c0).toBe('b99')
})

const HOSTILE = [`'); drop table t1; --`, '"', `\\'`, '%', '', '🙂', '\u202e', '__proto__', 'null', '\n', `$$`, '?']

test('hostile values are values and nothing else, and taking every step back restores the table', async () => {
  const { engine } = await open()
  const value = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\0', '')),
  )
  const pair = fc.record({ from: value.filter((text) => text.trim() !== ''), to: value })
  const step = fc.oneof(
    fc.array(pair, { minLength: 1, maxLength: 5 }).map((pairs) => replace(pairs)),
    fc.array(value, { minLength: 1, maxLength: 5 }).map((values) => leaveOut({ test: 'is one of', column: CUSTOMER, values })),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 20 }), step, async (customers, one) => {
      await engine.execute('drop table if exists t1')
      const table = await insertInline(
        engine,
        't1',
        'orders.csv',
        customers.map((customer, index) => ({ customer, amount: index })),
      )
      const before = await checksum(engine, table)
      expect(parseStep(JSON.parse(JSON.stringify(one)))).toEqual(one)
      await applySteps(engine, [table], [one])
      const rows = await engine.rows(
        query('rows', 'select line, c0, c1 from t1 order by line', { line: 'number', c0: 'text', c1: 'number' }),
      )
      expect(rows.map(({ c0, c1 }) => [c0, c1])).toEqual(expected(customers, one))
      await applySteps(engine, [table], [])
      expect(await checksum(engine, table)).toBe(before)
    }),
    { numRuns: 60 },
  )
})

/** The same step in plain code. Blanks are what SQL's trim takes away: spaces alone. */
function expected(customers: readonly string[], step: LeaveOutRows | ReplaceValues): [string, number][] {
  const bare = (text: string) => text.replace(/^ +| +$/g, '')
  const all = customers.map((customer, index): [string, number] => [customer, index])
  if (step.kind === 'replace values') {
    const put = new Map(step.pairs.map(({ from, to }) => [from.trim(), to]))
    return all.map(([customer, index]) => [put.get(bare(customer)) ?? customer, index])
  }
  const { where } = step
  const values = where.test === 'is one of' ? where.values.map((text) => text.trim()) : []
  return all.filter(([customer]) => bare(customer) === '' || !values.includes(bare(customer)))
}

test.each<[string, unknown]>([
  ['nothing', null],
  ['a list', []],
  ['an unknown kind', { id: 's', kind: 'run sql', table: 't1', makes: 't1', sql: 'drop table t1' }],
  [
    'a table that is none',
    { ...leaveOut({ test: 'repeats', columns: null, keeps: 'first' }), table: 'company.customers', makes: 'company.customers' },
  ],
  ['the table as it was read', { ...leaveOut({ test: 'repeats', columns: null, keeps: 'first' }), table: 't1_read', makes: 't1_read' }],
  ['a column that is none', leaveOut({ test: 'is missing', column: { name: '1); drop table t1; --', header: 'x' } })],
  ['a NUL', replace([{ from: 'a\0', to: 'b' }])],
  ['half a surrogate pair', replace([{ from: '\ud800', to: 'b' }])],
  ['a day that does not exist', leaveOut({ test: 'is before', column: ON, value: '2024-02-30' })],
  ['a number that is none', leaveOut({ test: 'is above', product: [AMOUNT], value: NaN })],
  ['two tables where one is changed', { ...replace([{ from: 'a', to: 'b' }]), makes: 't2' }],
])('%s is no step', (_, value) => {
  expect(parseStep(value)).toBeNull()
})

test('what a step does not know is dropped from it', () => {
  const step = replace([{ from: 'a', to: 'b' }])
  expect(parseStep({ ...step, extra: 1, column: { ...CUSTOMER, sql: 'x' } })).toEqual(step)
})
