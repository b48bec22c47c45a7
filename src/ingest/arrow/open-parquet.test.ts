import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { provideParquet } from '../../../test/support/provide-parquet'
import { query, type Engine } from '../../engine/database'
import { ImportFailed } from '../failures'
import { openFile } from '../open-file'
import { readFile } from '../load/read-file'
import type { RawTable } from '../table'

provideParquet()

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const RETAIL = join(DATA, 'orders/online_retail.parquet')
const RETAIL_CSV = join(DATA, 'orders/online_retail.csv.gz')
const signal = new AbortController().signal
const onProgress = () => undefined
const folder = mkdtempSync(join(tmpdir(), 'parquet-'))

/** What native DuckDB writes of a select. */
async function written(select: string, options = ''): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, `${Math.random()}.parquet`)
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run(`copy (${select}) to '${path}' (format parquet${options})`)
  connection.closeSync()
  return new Uint8Array(readFileSync(path))
}

async function read(bytes: Uint8Array<ArrayBuffer>, name = 'orders.parquet'): Promise<{ engine: Engine; table: RawTable }> {
  const engine = await openDatabase()
  const opened = await openFile(new File([bytes], name), { signal, onProgress })
  const table = await opened.read(opened.parts[0]!, { engine, table: 't1', signal, onProgress })
  opened.close()
  return { engine, table }
}

async function rows({ engine, table }: { engine: Engine; table: RawTable }): Promise<(string | null)[][]> {
  const shape = Object.fromEntries(table.columns.map((column) => [column.name, 'text' as const]))
  const terms = table.columns.map((column) => `${column.name}::varchar as ${column.name}`).join(', ')
  const found = await engine.rows(query('all', `select ${terms} from t1 order by line`, shape))
  return found.map((row) => table.columns.map((column) => row[column.name] ?? null))
}

async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<ImportFailed> {
  const error: unknown = await read(bytes).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportFailed)
  return error as ImportFailed
}

const TYPES = `select true as flag, 7::tinyint as small, 9007199254740993 as long, 12345678901234567890123::hugeint as huge,
  0.1::float as single, 0.1::double as double, 12.50::decimal(10, 2) as amount, date '2024-01-05' as day,
  timestamp '2024-01-05 12:30:01.123456' as moment, timestamptz '2024-01-05 12:30:01+00' as zoned, time '12:30:01' as time,
  'a "b" \\ é' as text, '\\x00\\xFF'::blob as bytes, '3f563e5b-b279-4ba3-8b91-2677edda758a'::uuid as uuid, [1, null, 3] as list,
  {'a': 1, 'b': {'c': 'x', 'd': ['y']}} as nested, map {'k': 1} as map, 'red'::enum('red', 'green') as choice, 3 as "__proto__"
union all by name select null as flag`

test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'])(
  'every type is read as it was written (native DuckDB, %s)',
  async (codec) => {
    const file = await read(await written(TYPES, `, compression ${codec}`))
    expect(file.table.columns.map(({ header, type }) => `${header}: ${type}`)).toEqual([
      'flag: flag',
      'small: integer',
      'long: text',
      'huge: number',
      'single: number',
      'double: number',
      'amount: number',
      'day: date',
      'moment: timestamp',
      'zoned: timestamp',
      'time: text',
      'text: text',
      'bytes: text',
      'uuid: text',
      'list: text',
      'nested.a: integer',
      'nested.b.c: text',
      'nested.b.d: text',
      'map: text',
      'choice: text',
      '__proto__: integer',
    ])
    const [first, second] = await rows(file)
    expect(first).toEqual([
      'true',
      '7',
      '9007199254740993',
      // Written so by DuckDB: Parquet has no whole number of 128 bits.
      '1.2345678901234568e+22',
      '0.1',
      '0.1',
      '12.5',
      '2024-01-05',
      '2024-01-05 12:30:01.123456',
      '2024-01-05 12:30:01',
      '12:30:01',
      'a "b" \\ é',
      '00ff',
      '3f563e5b-b279-4ba3-8b91-2677edda758a',
      '[1,null,3]',
      '1',
      'x',
      '["y"]',
      '{"k":1}',
      'red',
      '3',
    ])
    expect(second!.every((value) => value === null)).toBe(true)
    expect(file.table.columns[2]!.note).toMatch(/15 digits/)
  },
)

test('row groups follow one another, and the rows are as many as the footer says', async () => {
  const { engine, table } = await read(await written('select range as n, range % 7 as k from range(300000)', ', row_group_size 20480'))
  expect(table).toMatchObject({ rowsRead: 300_000, rowsKept: 300_000, rowsSetAside: 0, format: 'Parquet' })
  expect(table.columns[0]).toMatchObject({ filled: 300_000, least: '0', most: '299999' })
  const found = await engine.rows(query('order', 'select count(*) as n from t1 where line <> c0 + 1', { n: 'number' }))
  expect(found).toEqual([{ n: 0 }])
})

test('values that are no numbers are missing, and counted', async () => {
  const { table } = await read(await written(`select * from (values (1.5::double), ('nan'::double), ('inf'::double)) as t(amount)`))
  expect(table.columns[0]).toMatchObject({ filled: 1, type: 'number' })
  expect(table.notes).toEqual(['2 values not a number or infinite: read as missing'])
})

test('no rows, and bytes that are no Parquet file, are refused', async () => {
  expect((await refusal(await written('select 1 as a where false'))).message).toMatch(/no rows/)
  const garbage = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251)
  garbage.set([80, 65, 82, 49])
  garbage.set([80, 65, 82, 49], 3996)
  expect((await refusal(garbage)).message).toMatch(/damaged/)
})

test('a file cut short anywhere is refused, and the next one is read', async () => {
  const whole = await written('select range as n from range(5000)')
  for (let share = 1; share < 12; share++)
    expect((await refusal(whole.slice(0, Math.floor((whole.length * share) / 12)))).message).toMatch(/damaged/)
  expect((await read(whole)).table.rowsKept).toBe(5000)
})

test('500 columns are read', async () => {
  const { table } = await read(await written(`select ${Array.from({ length: 500 }, (_, index) => `${index} as c${index}`).join(', ')}`))
  expect(table.columns).toHaveLength(500)
  expect(table.columns[499]).toMatchObject({ header: 'c499', least: '499' })
})

test.skipIf(!existsSync(RETAIL) || !existsSync(RETAIL_CSV))('Online Retail (UCI) as Parquet is the table that its CSV is', async () => {
  const parquet = await read(new Uint8Array(readFileSync(RETAIL)))
  const sums = `select count(*) as rows, count(c6) as customers, count(distinct c6) as different, sum(c3) as pieces,
    round(sum(c3 * c5), 2) as money, min(c4)::varchar as first, max(c4)::varchar as last from t1`
  const shape = {
    rows: 'number',
    customers: 'number',
    different: 'number',
    pieces: 'number',
    money: 'number',
    first: 'text',
    last: 'text',
  } as const
  const found = await parquet.engine.rows(query('sums', sums, shape))
  const headers = parquet.table.columns.map(({ header, type }) => `${header}: ${type}`)
  const engine = await openDatabase()
  const csv = await readFile(new File([readFileSync(RETAIL_CSV)], 'online_retail.csv.gz'), { engine, table: 't1', signal, onProgress })
  expect(headers).toEqual(csv.columns.map(({ header, type }) => `${header}: ${type}`))
  expect(found).toEqual(await engine.rows(query('sums', sums, shape)))
})
