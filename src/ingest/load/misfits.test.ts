import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { hasRealFile, readRealFile } from '../../../test/support/real-file'
import { writeWorkbook } from '../../../test/support/write-workbook'
import { identifier, query, type Engine } from '../../engine/database'
import { maskTables } from '../../quality/mask-tables'
import { applySteps } from '../../steps/apply'
import type { LeaveOutRows } from '../../steps/leave-out-rows'
import { openFile } from '../open-file'
import type { Dialect, RawTable } from '../table'

const signal = new AbortController().signal
const onProgress = () => undefined

async function read(engine: Engine, content: BlobPart, name = 'orders.csv', dialect: Partial<Dialect> = {}): Promise<RawTable> {
  const opened = await openFile(new File([content], name), { signal, onProgress })
  return opened.read(opened.parts[0]!, { engine, table: 't1', signal, onProgress, dialect })
}

async function sum(engine: Engine, column: string): Promise<number> {
  const [row] = await engine.rows(query('sum', `select round(sum(${column}), 2) as sum from t1`, { sum: 'number' }))
  return row!.sum!
}

async function odd(engine: Engine, column: string): Promise<readonly { line: number | null; value: string | null }[]> {
  const text = `select line, ${identifier(column)} as value from t1 where ${identifier(column)} is not null order by line`
  return engine.rows(query('odd', text, { line: 'number', value: 'text' }))
}

/** Forty orders, of which some amounts and dates are replaced, by row. */
const orders = (amounts: Record<number, string> = {}, dates: Record<number, string> = {}) =>
  Array.from({ length: 40 }, (_, row) => ({
    customer: `C${100 + (row % 6)}`,
    on: dates[row] ?? `2024-${String(1 + Math.floor(row / 28)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`,
    amount: amounts[row] ?? `${30 + row}.50`,
  }))
const csv = (rows: readonly Record<string, string>[]) =>
  [Object.keys(rows[0]!).join(','), ...rows.map((row) => Object.values(row).join(','))].join('\n')

test('odd values are missing, counted, listed with their lines and kept as they stood', async () => {
  const engine = await openDatabase()
  const table = await read(engine, csv(orders({ 9: 'FREE', 30: ' tbc ' }, { 4: '2024-02-31', 5: 'ongoing' })))
  expect(table.columns.map(({ type }) => type)).toEqual(['text', 'date', 'number'])
  expect(table.columns[2]).toMatchObject({ filled: 38, misfits: { rows: 2, column: 'c2_odd' } })
  expect(table.columns[2]!.misfits!.examples).toEqual([
    { value: 'FREE', line: 11, rows: 1 },
    { value: 'tbc', line: 32, rows: 1 },
  ])
  expect(await odd(engine, 'c1_odd')).toEqual([
    { line: 6, value: '2024-02-31' },
    { line: 7, value: 'ongoing' },
  ])
  expect(table.rowsKept).toBe(40)
  expect(table.columns[0]!.misfits).toBeUndefined()
})

test('so they are in a list of JSON and on a sheet', async () => {
  for (const [content, name] of [
    [JSON.stringify(orders({ 3: 'tbc' })), 'orders.json'],
    [
      writeWorkbook([{ name: 'Orders', rows: [['customer', 'on', 'amount'], ...orders({ 3: 'tbc' }).map((row) => Object.values(row))] }]),
      'orders.xlsx',
    ],
  ] as const) {
    const engine = await openDatabase()
    const table = await read(engine, content, name)
    const column = table.columns.find(({ header }) => header === 'amount')!
    expect([name, column.type, column.misfits?.rows, column.misfits?.examples[0]?.value]).toEqual([name, 'number', 1, 'tbc'])
    expect(await odd(engine, column.misfits!.column)).toHaveLength(1)
  }
})

test('the share that fits is judged over all rows of a long file, wherever the odd ones stand', async () => {
  const long = (isOdd: (row: number) => boolean) =>
    `id,amount\n${Array.from({ length: 120_000 }, (_, row) => `${row},${isOdd(row) ? 'tbc' : '12.50'}`).join('\n')}\n`
  const engine = await openDatabase()
  const few = await read(
    engine,
    long((row) => row > 80_000 && row % 10 === 0),
  )
  expect(few.columns[1]).toMatchObject({ type: 'number', misfits: { rows: 3999, examples: [{ value: 'tbc', rows: 3999 }] } })
  expect((await odd(engine, 'c1_odd')).length).toBe(3999)
  const begin = await read(
    await openDatabase(),
    long((row) => row < 4000),
  )
  expect(begin.columns[1]).toMatchObject({ type: 'number', misfits: { rows: 4000 } })
  const many = await read(
    await openDatabase(),
    long((row) => row > 80_000 && row % 5 === 0),
  )
  expect(many.columns[1]).toMatchObject({ type: 'text', nearly: { choice: 'number .' } })
})

test('a title or a line of sums is no row, whatever its values are', async () => {
  const engine = await openDatabase()
  const table = await read(engine, `${csv(orders({ 3: 'tbc' }))}\nTotal,40 orders,\n,last page,\n`)
  expect(table).toMatchObject({ rowsKept: 40, rowsSetAside: 2 })
  expect(table.columns[1]!.misfits).toBeUndefined()
  expect(table.columns[2]!.misfits!.rows).toBe(1)
})

test('a chosen reading goes before the recognised one', async () => {
  const content = csv(orders({ 3: 'tbc' }))
  const engine = await openDatabase()
  const text = await read(engine, content, 'orders.csv', { types: { '2': 'text' } })
  expect(text.columns[2]).toMatchObject({ type: 'text' })
  expect(text.columns[2]!.misfits).toBeUndefined()
  await engine.execute('drop table t1')
  await expect(read(engine, content, 'orders.csv', { types: { '2': 'number .' } })).rejects.toThrow('“tbc” (line 5)')
  expect((await read(engine, content)).columns[2]!.misfits?.rows).toBe(1)
})

test('spellings of nothing are told with their number, and are no misfits', async () => {
  const table = await read(await openDatabase(), csv(orders({ 3: 'N/A', 7: '-', 8: 'N/A', 9: 'tbc' })))
  expect(table.columns[2]).toMatchObject({
    filled: 36,
    misfits: { rows: 1 },
    blanks: [
      { value: 'N/A', line: 5, rows: 2 },
      { value: '-', line: 9, rows: 1 },
    ],
  })
})

const leaveOut = (value: number): LeaveOutRows => ({
  id: 's1',
  kind: 'leave out rows',
  table: 't1',
  makes: 't1',
  where: { test: 'is above', product: [{ name: 'c2', header: 'amount' }], value },
  group: null,
})

test('steps keep what did not fit, and count it anew', async () => {
  const engine = await openDatabase()
  const table = await read(engine, csv(orders({ 3: 'tbc', 20: 'FREE' })))
  const [after] = await applySteps(engine, [table], [leaveOut(60)])
  expect(after!.columns.map(({ name }) => name)).toEqual(['c0', 'c1', 'c2'])
  expect(after!.columns[2]!.misfits).toEqual(table.columns[2]!.misfits)
  expect(await odd(engine, 'c2_odd')).toHaveLength(2)
  const [undone] = await applySteps(engine, [table], [])
  expect(undone).toEqual(table)
})

test('a name among numbers is hidden under the mask, where it stands and where it is told', async () => {
  const engine = await openDatabase()
  const table = await read(engine, csv(orders({ 3: 'Anna Lopez', 4: 'anna@lopez.example' })))
  const masked = (await maskTables(engine, [table], null, 'salt')).get('t1')!
  expect(JSON.stringify(masked.table)).not.toMatch(/anna|lopez/i)
  expect(JSON.stringify(await odd(engine, 'c2_odd'))).not.toMatch(/anna|lopez/i)
  expect(masked.table.columns[2]!.misfits!.rows).toBe(2)
})

test('a second currency behind the beginning has each row keep its own', async () => {
  const amounts = Array.from({ length: 130_000 }, (_, row) => `${row},${row > 100_000 && row % 2 ? '£' : '€'}${row}.50`)
  const engine = await openDatabase()
  const table = await read(engine, `id,amount\n${amounts.join('\n')}\n`)
  expect(table.columns[1]!.currencies).toEqual({
    column: 'c1_currency',
    found: [
      { currency: 'EUR', rows: 115_000 },
      { currency: 'GBP', rows: 15_000 },
    ],
  })
  const text = `select c1_currency as value, count(*) as line from t1 group by 1 order by 2 desc`
  expect(await engine.rows(query('currencies', text, { value: 'text', line: 'number' }))).toEqual([
    { value: 'EUR', line: 115_000 },
    { value: 'GBP', line: 15_000 },
  ])
})

const REPORTS: readonly [file: string, column: string, type: string, misfits: readonly [string, number][], sum: number | null][] = [
  ['28-one-word-in-amounts.csv', 'c3', 'number', [['gratis', 14]], 30_423.5],
  ['28b-one-word-no-order-id.csv', 'c2', 'number', [['tbc', 9]], 1602.5],
  ['29b-zero-date.csv', 'c2', 'date', [['00/00/0000', 9]], null],
  ['29c-31-february.csv', 'c2', 'date', [['31/02/2024', 9]], null],
  ['58-free-in-amounts.csv', 'c3', 'number', [['FREE', 11]], 1900],
]

test.skipIf(!hasRealFile('reports')).each<[file: string, column: string, total: number, doubt: string | null]>([
  ['16-indian-lakh.csv', 'c3', 5_025_010, null],
  ['37c-accounting.csv', 'c3', 23_062, null],
  ['05-currency-signs-mixed.csv', 'c3', 1236, null],
  ['76b-point-thousands.csv', 'c3', 133.5, 'point'],
  ['44-discount-percent.csv', 'c6', 2.8, null],
])('report %s is read as numbers, and doubted only where they can be read in two ways', async (file, name, total, doubt) => {
  const engine = await openDatabase()
  const table = await readRealFile(engine, `reports/${file}`)
  const column = table.columns.find((one) => one.name === name)!
  expect([column.type, column.misfits]).toEqual(['number', undefined])
  expect(await sum(engine, name)).toBeCloseTo(total, 2)
  if (doubt === null) expect(column.doubt).toBeNull()
  else expect(column.doubt).toContain(doubt)
})

test.skipIf(!hasRealFile('reports')).each(REPORTS)('report %s', async (file, name, type, misfits, total) => {
  const engine = await openDatabase()
  const table = await readRealFile(engine, `reports/${file}`)
  const column = table.columns.find((one) => one.name === name)!
  expect(column.type).toBe(type)
  expect(column.misfits!.examples.map(({ value, line }) => [value, line])).toEqual(misfits)
  if (total !== null) expect(await sum(engine, name)).toBeCloseTo(total, 2)
})
