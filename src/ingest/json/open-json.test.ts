import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { query, type Engine } from '../../engine/database'
import { ImportFailed } from '../failures'
import { openFile } from '../open-file'
import type { RawTable } from '../table'
import { flatten } from './flatten'
import { Scanner } from './scanner'

const signal = new AbortController().signal
const onProgress = () => undefined

interface Read {
  readonly engine: Engine
  readonly tables: readonly RawTable[]
}

async function read(content: string | Uint8Array, name = 'orders.json'): Promise<Read> {
  const engine = await openDatabase()
  const opened = await openFile(new File([content as Uint8Array<ArrayBuffer>], name), { signal, onProgress })
  const tables: RawTable[] = []
  for (const part of opened.parts.filter(({ isChosen }) => isChosen)) {
    const table = await opened.read(part, { engine, table: `t${tables.length + 1}`, signal, onProgress })
    expect(table.rowsRead).toBe(table.rowsKept + table.rowsSetAside)
    tables.push(table)
  }
  return { engine, tables }
}

async function contents(
  { engine, tables }: Read,
  at = 0,
): Promise<{ headers: string[]; rows: (string | null)[][]; lines: (number | null)[] }> {
  const table = tables[at]!
  const shape = { ...Object.fromEntries(table.columns.map((column) => [column.name, 'text' as const])), line: 'number' as const }
  const terms = table.columns.map((column) => `${column.name}::varchar as ${column.name}`)
  const found = await engine.rows(query('all', `select ${[...terms, 'line'].join(', ')} from ${table.name} order by line`, shape))
  return {
    headers: table.columns.map(({ header, type }) => `${header}: ${type}`),
    rows: found.map((row) => table.columns.map((column) => ((row as Record<string, unknown>)[column.name] as string | null) ?? null)),
    lines: found.map(({ line }) => line),
  }
}

async function refusal(content: string, name?: string): Promise<ImportFailed> {
  const error: unknown = await read(content, name).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportFailed)
  return error as ImportFailed
}

test('a list of records: union of keys, nested ones down to three, lists as text, long numbers as they stand', async () => {
  const found = await contents(
    await read(`[
      {"id": 9007199254740993, "paid": true, "amount": 1.50, "customer": {"name": "Ann", "address": {"city": "Kyiv", "geo": {"lat": 1, "lon": [2, 3]}}}},
      {"id": 12, "paid": null, "amount": 1.5e3, "tags": ["a", "b c"], "customer": {"name": "Bob\\u00e9\\t\\"x\\""}},
      {"id": 13, "paid": false, "note": "", "__proto__": "p", "day": "2024-01-05"}
    ]`),
  )
  expect(found.headers).toEqual([
    'id: text',
    'paid: flag',
    'amount: number',
    'customer.name: text',
    'customer.address.city: text',
    'customer.address.geo: text',
    'tags: text',
    'note: text',
    '__proto__: text',
    'day: date',
  ])
  expect(found.rows).toEqual([
    ['9007199254740993', 'true', '1.5', 'Ann', 'Kyiv', '{"lat":1,"lon":[2,3]}', null, null, null, null],
    ['12', null, '1500.0', 'Bobé\t"x"', null, null, '["a","b c"]', null, null, null],
    ['13', 'false', null, null, null, null, null, null, 'p', '2024-01-05'],
  ])
  expect(found.lines).toEqual([1, 2, 3])
})

test('an object of lists is a table whose columns they are', async () => {
  const found = await contents(await read('{"customer": ["ann", "bob", "eve"], "amount": [1.5, 2, null]}'))
  expect(found).toMatchObject({
    headers: ['customer: text', 'amount: number'],
    rows: [
      ['ann', '1.5'],
      ['bob', '2.0'],
      ['eve', null],
    ],
  })
})

test('a list of records inside an object is the table, and what stands beside it is told', async () => {
  const file = await read('{"page": 1, "next": null, "data": {"orders": [{"id": "a"}, {"id": "b"}]}, "total": 2}')
  expect(file.tables[0]!.notes).toEqual(['Records are the list “data.orders”', 'Beside the records: page: 1, next: null, total: 2'])
  expect((await contents(file)).rows).toEqual([['a'], ['b']])
})

test('GeoJSON is a table of its features', async () => {
  const file = await read(
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Kyiv","people":2952301},"geometry":{"type":"Point","coordinates":[30.5,50.4]}}]}',
    'cities.geojson',
  )
  expect(await contents(file)).toMatchObject({
    headers: ['type: text', 'properties.name: text', 'properties.people: integer', 'geometry.type: text', 'geometry.coordinates: text'],
    rows: [['Feature', 'Kyiv', '2952301', 'Point', '[30.5,50.4]']],
  })
})

test('several lists of records are several tables; lists of settings are offered, not read', async () => {
  const content = '{"customers": [{"id": 1}], "orders": [{"id": 7, "customer": 1}, {"id": 8, "customer": 1}], "currencies": ["EUR"]}'
  const opened = await openFile(new File([content], 'shop.json'), { signal, onProgress })
  expect(opened.parts.map(({ id, rows, isChosen }) => [id, rows, isChosen])).toEqual([
    ['customers', 1, true],
    ['orders', 2, true],
    ['columns', 1, false],
  ])
  const { tables } = await read(content, 'shop.json')
  expect(tables.map(({ file, part, rowsKept }) => [file, part, rowsKept])).toEqual([
    ['shop.json', 'customers', 1],
    ['shop.json', 'orders', 2],
  ])
})

test('records under their keys keep the key; a single object is one record; lists of lists have numbered columns', async () => {
  expect(await contents(await read('{"c1": {"name": "Ann", "tags": [1]}, "c2": {"name": "Bob", "tags": []}}'))).toMatchObject({
    headers: ['key: text', 'name: text', 'tags: text'],
    rows: [
      ['c1', 'Ann', '[1]'],
      ['c2', 'Bob', '[]'],
    ],
  })
  expect((await contents(await read('{"name": "Ann", "age": 41}'))).rows).toEqual([['Ann', '41']])
  expect((await contents(await read('[["ann", 1], ["bob", 2]]', 'rows.json'))).rows).toEqual([
    ['ann', '1'],
    ['bob', '2'],
  ])
})

test('one record a line: blank lines are skipped, broken ones set aside with their line, line numbers are the file’s', async () => {
  const file = await read('{"id":1,"a":"x"}\n\n{"id":2,"a":\n{"id":3,"a":"y","late":true}\r\n{"id":4}garbage\n{"id":5}', 'events.ndjson')
  const found = await contents(file)
  expect(found).toMatchObject({ headers: ['id: integer', 'a: text', 'late: text'], lines: [1, 4, 6] })
  expect(file.tables[0]).toMatchObject({ rowsRead: 5, rowsKept: 3, rowsSetAside: 2, format: 'NDJSON' })
  expect(file.tables[0]!.setAside.map(({ line }) => line)).toEqual([3, 5])
})

test('a key that appears far behind rows already written is a column of all', async () => {
  const lines = Array.from({ length: 30_000 }, (_, row) => `{"id":${row}${row > 25_000 ? ',"late":"x"' : ''}}`)
  const { tables } = await read(lines.join('\n'), 'late.jsonl')
  expect(tables[0]!.columns.map(({ header, filled }) => [header, filled])).toEqual([
    ['id', 30_000],
    ['late', 4_999],
  ])
})

test('documents one after another are records', async () => {
  expect((await contents(await read('{\n "id": 1\n}\n{\n "id": 2\n}\n', 'jq.json'))).rows).toEqual([['1'], ['2']])
})

test('gzipped, and named .txt, it is the same', async () => {
  const { tables } = await read(new Uint8Array(gzipSync(Buffer.from('[{"id":1},{"id":2}]'))), 'orders.json.gz')
  expect(tables).toMatchObject([{ file: 'orders.json.gz', part: '', rowsKept: 2, format: 'gzipped JSON' }])
  expect((await read('[{"id":1},{"id":2}]', 'orders.txt')).tables[0]!.format).toBe('JSON')
})

test.each([
  ['cut short', '[{"id":1},{"id":', /damaged/],
  ['two closings', '[{"id":1}]]', /damaged/],
  ['no records', '[]', /no (table|records|rows)/],
  ['a broken record', '[{"id":1},{"id":oops}]', /Record 2 .* not JSON/],
  ['nesting without end', '['.repeat(5000), /nested more than 64/],
])('%s is refused', async (_, content, message) => {
  const opened = openFile(new File([content], 'a.json'), { signal, onProgress })
  const parts = await opened.then(({ parts }) => parts).catch(() => [])
  if (parts.length > 0 && parts.every(({ isChosen }) => !isChosen)) return expect(parts[0]!.note).toBe('empty')
  expect((await refusal(content, 'a.json')).message).toMatch(message)
})

test('what JSON.parse reads is flattened to the same values (fast-check)', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.jsonValue()))),
      (record) => {
        const cells = new Map<string, string | null>()
        flatten(JSON.stringify(record), (path, value) => cells.set(path, value))
        const wanted = Object.entries(record).map(([key, value]) => [
          key,
          value === null ? null : typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value),
        ])
        expect(Object.fromEntries(cells)).toEqual(Object.fromEntries(wanted))
      },
    ),
  )
})

test('records are parted alike however the text is cut into chunks (fast-check)', () => {
  const records = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 9 }), fc.boolean(), (list, length, isPretty) => {
      const text = JSON.stringify({ before: 'x', list }, null, isPretty ? 1 : 0)
      const found: string[] = []
      const scanner = new Scanner('a.json', {
        open: (_, isList) => isList,
        element: (_, key, element) => key === null && found.push(element),
      })
      for (let at = 0; at < text.length; at += length) scanner.feed(text.slice(at, at + length))
      scanner.end()
      expect(found.map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(JSON.stringify(list)))
    }),
  )
})
