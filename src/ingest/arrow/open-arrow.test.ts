import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { encodeBatch, type ArrowColumn } from '../../engine/arrow'
import { query } from '../../engine/database'
import { ImportFailed } from '../failures'
import { openFile } from '../open-file'

const signal = new AbortController().signal
const onProgress = () => undefined

/** 64 whole numbers, written by pyarrow 25 with LZ4 bodies. */
const LZ4 =
  'QVJST1cxAAD/////eAAAABAAAAAAAAoADAAGAAUACAAKAAAAAAEEAAwAAAAIAAgAAAAEAAgAAAAEAAAAAQAAABQAAAAQABQACAAGAAcADAAAABAAEAAAAAAAAQIQAAAAHAAAAAQAAAAAAAAAAQAAAG4AAAAIAAwACAAHAAgAAAAAAAABQAAAAP////+YAAAAFAAAAAAAAAAMABgABgAFAAgADAAMAAAAAAMEABwAAAAgAQAAAAAAAAAAAAAMABwAEAAEAAgADAAMAAAASAAAABwAAAAUAAAAQAAAAAAAAAAAAAAABAAEAAQAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHAEAAAAAAAAAAAAAAQAAAEAAAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAQiTRhgQIIFAQAAEwABABMBCAATAggAEwMIABMECAATBQgAEwYIABMHCAATCAgAEwkIABMKCAATCwgAEwwIABMNCAATDggAEw8IABMQCAATEQgAExIIABMTCAATFAgAExUIABMWCAATFwgAExgIABMZCAATGggAExsIABMcCAATHQgAEx4IABMfCAATIAgAEyEIABMiCAATIwgAEyQIABMlCAATJggAEycIABMoCAATKQgAEyoIABMrCAATLAgAEy0IABMuCAATLwgAEzAIABMxCAATMggAEzMIABM0CAATNQgAEzYIABM3CAATOAgAEzkIABM6CAATOwgAEzwIABM9CAATPggAgD8AAAAAAAAAAAAAAAAAAAD/////AAAAABAAAAAMABQABgAIAAwAEAAMAAAAAAAEADQAAAAkAAAABAAAAAEAAACIAAAAAAAAAKAAAAAAAAAAIAEAAAAAAAAAAAAACAAIAAAABAAIAAAABAAAAAEAAAAUAAAAEAAUAAgABgAHAAwAAAAQABAAAAAAAAECEAAAABwAAAAEAAAAAAAAAAEAAABuAAAACAAMAAgABwAIAAAAAAAAAUAAAACgAAAAQVJST1cx'

/** Three columns, n, A and A: whole numbers, numbers and text, written by pyarrow 25. */
const TWICE =
  '/////9gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAABwAAAAMAAAAAQAAACs////AAABBRAAAAAYAAAABAAAAAAAAAABAAAAQQAAAAQABAAEAAAA1P///wAAAQMQAAAAGAAAAAQAAAAAAAAAAQAAAEEABgAIAAYABgAAAAAAAgAQABQACAAGAAcADAAAABAAEAAAAAAAAQIQAAAAHAAAAAQAAAAAAAAAAQAAAG4AAAAIAAwACAAHAAgAAAAAAAABQAAAAAAAAAD/////+AAAABQAAAAAAAAADAAWAAYABQAIAAwADAAAAAADBAAYAAAAOAAAAAAAAAAAAAoAGAAMAAQACAAKAAAAjAAAABAAAAACAAAAAAAAAAAAAAAHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAAAwAAAAAAAAAMAAAAAAAAAACAAAAAAAAAAAAAAADAAAAAgAAAAAAAAAAAAAAAAAAAAIAAAAAAAAAAAAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAACAAAAAAAAAAAAAAAAAOA/AAAAAAAA+D8AAAAAAQAAAAIAAAAAAAAAeHkAAAAAAAD/////AAAAAA=='

function stream(rows: number): Uint8Array<ArrayBuffer> {
  const columns: ArrowColumn[] = [
    { name: '__proto__', type: 'integer', validity: null, values: Int32Array.from({ length: rows }, (_, row) => row) },
    { name: 'Amount', type: 'number', validity: null, values: Float64Array.from({ length: rows }, (_, row) => row / 4) },
    { name: '', type: 'date', validity: null, values: Int32Array.from({ length: rows }, () => 19_727) },
  ]
  return encodeBatch(columns, rows).slice()
}

async function read(bytes: Uint8Array<ArrayBuffer>, name = 'orders.arrow') {
  const engine = await openDatabase()
  const opened = await openFile(new File([bytes], name), { signal, onProgress })
  const table = await opened.read(opened.parts[0]!, { engine, table: 't1', signal, onProgress })
  return { engine, table }
}

async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<ImportFailed> {
  const error: unknown = await read(bytes).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportFailed)
  return error as ImportFailed
}

test('an Arrow stream becomes a table whose names are ours, whatever they are in the file', async () => {
  const { engine, table } = await read(stream(200_000))
  expect(table.columns.map(({ header, type }) => [header, type])).toEqual([
    ['__proto__', 'integer'],
    ['Amount', 'number'],
    ['column 3', 'date'],
  ])
  expect(table).toMatchObject({ rowsRead: 200_000, rowsKept: 200_000, rowsSetAside: 0, format: 'Arrow' })
  const sums = query('sums', 'select sum(c0) as a, sum(c1) as b, min(c2) as day, max(line) as last from t1', {
    a: 'number',
    b: 'number',
    day: 'date',
    last: 'number',
  })
  expect(await engine.rows(sums)).toEqual([{ a: 19_999_900_000, b: 4_999_975_000, day: '2024-01-05', last: 200_000 }])
})

test('a stream cut short at any place gives an error or all rows of whole batches, never half a batch', async () => {
  const whole = stream(1000)
  for (let share = 1; share < 12; share++)
    expect((await refusal(whole.slice(0, Math.floor((whole.length * share) / 12)))).message).toMatch(/damaged|no rows/)
})

test('columns compressed with LZ4 are refused by name, with what to do', async () => {
  const error = await refusal(Uint8Array.from(Buffer.from(LZ4, 'base64')))
  expect(error.message).toMatch(/compressed/)
  expect(error.advice).toMatch(/uncompressed/)
})

test('an Arrow file without its end is refused', async () => {
  expect((await refusal(Uint8Array.from(Buffer.from(LZ4, 'base64')).slice(0, 500))).message).toMatch(/damaged/)
})

test('columns of the same name stay two, each with its own values', async () => {
  const { engine, table } = await read(Uint8Array.from(Buffer.from(TWICE, 'base64')))
  expect(table.columns.map(({ header, type }) => `${header}: ${type}`)).toEqual(['n: integer', 'A: number', 'A (2): text'])
  const all = query('all', 'select c0, c1, c2 from t1 order by line', { c0: 'number', c1: 'number', c2: 'text' })
  expect(await engine.rows(all)).toEqual([
    { c0: 1, c1: 0.5, c2: 'x' },
    { c0: 2, c1: 1.5, c2: 'y' },
  ])
})
