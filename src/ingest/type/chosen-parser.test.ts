import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { query } from '../../engine/database'
import { ImportFailed } from '../failures'
import { openFile } from '../open-file'
import type { ColumnChoice, Dialect } from '../table'

const signal = new AbortController().signal
const onProgress = () => undefined

const CONTENT = 'id;amount;day;ok\n007;1.234;03/04/2020;1\n12;2,5;05/06/2020;0\n9;oops;31/12/2020;1\n'

async function open(content = CONTENT) {
  const opened = await openFile(new File([content], 'orders.csv'), { signal, onProgress })
  return { opened, part: opened.parts[0]! }
}

async function read(types: Record<string, ColumnChoice>, more: Partial<Dialect> = {}, content = CONTENT) {
  const engine = await openDatabase()
  const { opened, part } = await open(content)
  const table = await opened.read(part, { engine, table: 't1', signal, onProgress, dialect: { types, ...more } })
  const promised = Object.fromEntries(table.columns.map(({ name }) => [name, 'text' as const]))
  const terms = table.columns.map(({ name }) => `${name}::varchar as ${name}`)
  const rows = await engine.rows(query('all', `select ${terms.join(', ')} from t1 order by line`, promised))
  return { table, rows: rows.map((row) => table.columns.map(({ name }) => row[name])) }
}

test('a type chosen by hand holds whatever the values look like, and is told', async () => {
  const { table, rows } = await read({ '0': 'integer', '1': 'text', '2': 'date mdy', '3': 'flag' }, { dropsMisfits: true })
  expect(table.columns.map(({ type }) => type)).toEqual(['integer', 'text', 'date', 'flag'])
  expect(rows).toEqual([
    ['7', '1.234', '2020-03-04', 'true'],
    ['12', '2,5', '2020-05-06', 'false'],
    ['9', 'oops', null, 'true'],
  ])
  expect(table.columns[2]).toMatchObject({
    note: 'read as dates with the month first, by choice',
    misfits: { rows: 1, column: 'c2_odd', examples: [{ value: '31/12/2020', line: 4, rows: 1 }] },
  })
  expect(table.dialect?.types).toEqual({ '0': 'integer', '1': 'text', '2': 'date mdy', '3': 'flag' })
})

test('a type that values contradict is refused with their number, their lines and what to do', async () => {
  const error: unknown = await read({ '1': 'number ,' }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ImportFailed)
  expect((error as ImportFailed).message).toBe('1 value of “amount” does not read as numbers with a decimal comma: “oops” (line 4).')
  expect((error as ImportFailed).advice).toMatch(/missing/)
})

test('the decimal sign is what was chosen', async () => {
  expect((await read({ '1': 'number ,' }, { dropsMisfits: true })).rows.map((row) => row[1])).toEqual(['1234.0', '2.5', null])
  expect((await read({ '1': 'number .' }, { dropsMisfits: true })).rows.map((row) => row[1])).toEqual(['1.234', null, null])
})

test('misfits are counted once in a long file, also when another column changes its type on the way', async () => {
  const lines = Array.from({ length: 20_000 }, (_, row) => `${row === 19_000 ? 'A19000' : row};${row % 1000 === 0 ? 'x' : row}`)
  const { table } = await read({ '1': 'integer' }, { dropsMisfits: true }, `a;b\n${lines.join('\n')}\n`)
  expect(table.columns[0]!.type).toBe('text')
  expect(table.columns[1]).toMatchObject({ type: 'integer', filled: 19_980 })
  expect(table.columns[1]!.misfits).toMatchObject({ rows: 20, examples: [{ value: 'x', line: 2, rows: 20 }] })
})

test('the preview shows the first rows under another reading, and which values it cannot take', async () => {
  const { opened, part } = await open()
  const preview = (await opened.preview!(part, { types: { '1': 'number ,' } }, 2))!
  expect(preview.columns.map(({ header, type, misfits }) => [header, type, misfits])).toEqual([
    ['id', 'text', 0],
    ['amount', 'number', 1],
    ['day', 'date', 0],
    ['ok', 'integer', 0],
  ])
  expect(preview.rows.map(({ line, cells }) => [line, cells.join('|')])).toEqual([
    [2, '007|1.234|03/04/2020|1'],
    [3, '12|2,5|05/06/2020|0'],
  ])
  const commas = (await opened.preview!(part, { delimiter: ',' }, 2))!
  expect(commas.columns.map(({ header }) => header)).toEqual(['12;2', '5;05/06/2020;0'])
  const second = (await opened.preview!(part, { headerRecord: 1 }, 1))!
  expect(second.columns[0]!.header).toBe('007')
})
