import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/open-database'
import { encodeBatch, type ArrowColumn } from './arrow'
import { query, type ColumnType } from './database'

test('each kind of column becomes the DuckDB type that the model expects', async () => {
  const engine = await openDatabase()
  await engine.insertArrow('t1', encodeBatch(everyType(), 3), true)
  const types = await engine.rows(
    query('types', "select column_name, data_type from duckdb_columns() where table_name = 't1' order by column_index", {
      column_name: 'text',
      data_type: 'text',
    }),
  )
  expect(types.map((row) => row.data_type)).toEqual(['VARCHAR', 'DOUBLE', 'INTEGER', 'BIGINT', 'DATE', 'TIMESTAMP', 'BOOLEAN'])
})

test('values, missing values and extremes of every type come back as they were', async () => {
  const engine = await openDatabase()
  await engine.insertArrow('t1', encodeBatch(everyType(), 3), true)
  const rows = await engine.rows(
    query('all', 'select word, amount, small, large::varchar as large, day::varchar as day, moment::varchar as moment, yes from t1', {
      word: 'text',
      amount: 'number',
      small: 'number',
      large: 'text',
      day: 'text',
      moment: 'text',
      yes: 'flag',
    }),
  )
  expect(rows).toEqual([
    {
      word: '',
      amount: -1.7976931348623157e308,
      small: -2147483648,
      large: '-9007199254740991',
      day: '0001-01-01',
      moment: '1969-12-31 23:59:59.999',
      yes: true,
    },
    { word: null, amount: null, small: null, large: null, day: null, moment: null, yes: null },
    {
      word: '😀 é',
      amount: 5e-324,
      small: 2147483647,
      large: '9007199254740991',
      day: '9999-12-31',
      moment: '9999-12-31 23:59:59.999',
      yes: false,
    },
  ])
})

test('any text but a leading byte order mark survives: quotes, control characters, NUL, surrogate pairs', async () => {
  const engine = await openDatabase()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.string({ unit: 'binary' }), { freq: 5 }), { maxLength: 40 }), async (words) => {
      await engine.execute('drop table if exists t1')
      await engine.insertArrow('t1', encodeBatch([number(words.map((_, row) => row)), text('word', words)], words.length), true)
      const rows = await engine.rows(query('words', 'select word from t1 order by amount', { word: 'text' }))
      expect(rows.map((row) => row.word)).toEqual(words.map((word) => word?.replace(/^\uFEFF/, '') ?? null))
    }),
    { numRuns: 60 },
  )
})

test('a table takes further batches, an empty one and one with buffers longer than its rows', async () => {
  const engine = await openDatabase()
  await engine.insertArrow('t1', encodeBatch([number([1, 2])], 2), true)
  await engine.insertArrow('t1', encodeBatch([number([])], 0), false)
  await engine.insertArrow('t1', encodeBatch([number([3, 4, 5, 99, 99])], 3), false)
  expect(await engine.rows(query('sum', 'select sum(amount) as total, count(*) as n from t1', { total: 'number', n: 'number' }))).toEqual([
    { total: 15, n: 5 },
  ])
})

test('an empty batch makes an empty table of the right types', async () => {
  const engine = await openDatabase()
  await engine.insertArrow('t1', encodeBatch(everyType(), 0), true)
  const columns: Record<string, ColumnType> = { n: 'number', type: 'text' }
  expect(await engine.rows(query('none', 'select count(*) as n, any_value(typeof(moment)) as type from t1', columns))).toEqual([
    { n: 0, type: null },
  ])
})

function everyType(): ArrowColumn[] {
  const validity = new Uint8Array([0b101])
  return [
    text('word', ['', null, '😀 é']),
    { name: 'amount', type: 'number', validity, values: new Float64Array([-Number.MAX_VALUE, 7, Number.MIN_VALUE]) },
    { name: 'small', type: 'integer', validity, values: new Int32Array([-2147483648, 7, 2147483647]) },
    { name: 'large', type: 'integer', validity, values: new Float64Array([Number.MIN_SAFE_INTEGER, 7, Number.MAX_SAFE_INTEGER]) },
    { name: 'day', type: 'date', validity, values: new Int32Array([-719162, 7, 2932896]) },
    { name: 'moment', type: 'timestamp', validity, values: new Float64Array([-1, 7, Date.UTC(9999, 11, 31, 23, 59, 59, 999)]) },
    { name: 'yes', type: 'flag', validity, bits: new Uint8Array([0b001]) },
  ]
}

function number(values: readonly number[]): ArrowColumn {
  return { name: 'amount', type: 'number', validity: null, values: new Float64Array(values) }
}

function text(name: string, words: readonly (string | null)[]): ArrowColumn {
  const encoded = words.map((word) => new TextEncoder().encode(word ?? ''))
  const offsets = new Int32Array(words.length + 1)
  encoded.forEach((bytes, row) => (offsets[row + 1] = offsets[row]! + bytes.length))
  const bytes = new Uint8Array(offsets[words.length]!)
  encoded.forEach((part, row) => bytes.set(part, offsets[row]))
  const validity = new Uint8Array((words.length + 7) >> 3)
  words.forEach((word, row) => word !== null && (validity[row >> 3]! |= 1 << (row & 7)))
  return { name, type: 'text', validity, offsets, bytes }
}
