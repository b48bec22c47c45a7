import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { query } from '../../engine/database'
import { csvPieces } from '../../analyses/export/csv'
import { readFile } from './read-file'

const SPECTRUM = join(process.env.CLIENTELE_DATA ?? '../shared/data', 'messy/csv_spectrum')
const names = existsSync(SPECTRUM) ? readdirSync(join(SPECTRUM, 'csvs')).map((name) => name.replace(/\.csv$/, '')) : ['every file']

/** A file's rows under their headers; '' where nothing stands. */
async function objectsOf(bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, string>[]> {
  const engine = await openDatabase()
  const file = new File([bytes], 'spectrum.csv')
  const table = await readFile(file, { engine, table: 't1', signal: new AbortController().signal, onProgress: () => {} })
  expect(table.rowsSetAside).toBe(0)
  const terms = table.columns.map(({ name }) => `${name}::varchar as ${name}`)
  const shape = Object.fromEntries(table.columns.map(({ name }) => [name, 'text' as const]))
  const rows = await engine.rows(query('all', `select ${terms.join(', ')} from t1 order by line`, shape))
  return rows.map((row) => Object.fromEntries(table.columns.map(({ name, header }) => [header, (row[name] as string | null) ?? ''])))
}

// A line break within a cell may be one character or two: its JSON has one in every file.
const spelled = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows).replaceAll(String.raw`\r\n`, String.raw`\n`))

test.skipIf(!existsSync(SPECTRUM)).each(names)('csv-spectrum (max ogden): %s is what its JSON says', async (name) => {
  // The number in its CSV is another than the one in its JSON.
  const json = readFileSync(join(SPECTRUM, 'json', `${name}.json`), 'utf8').replace(
    '1234567890',
    name === 'location_coordinates' ? '2095257564' : '1234567890',
  )
  const said = JSON.parse(json) as unknown
  const found = await objectsOf(new Uint8Array(readFileSync(join(SPECTRUM, 'csvs', `${name}.csv`))))
  expect(spelled(found)).toEqual(spelled(Array.isArray(said) ? said : [said]))
})

test('two characters between the cells are seen, and flags in other languages and units in headers are read', async () => {
  const delimited = ['::', '||', ';;'].map((delimiter) =>
    ['id', 'name', 'amount']
      .join(delimiter)
      .concat('\n', ...Array.from({ length: 12 }, (_, at) => `${[at, `n${at}`, `${at}.5`].join(delimiter)}\n`)),
  )
  for (const text of delimited) expect((await objectsOf(new TextEncoder().encode(text)))[3]).toEqual({ id: '3', name: 'n3', amount: '3.5' })
  const pairs = ['ja nein', 'oui non', 'si no', 'tak nie', 'да нет', 'da nu', 'evet hayır', 'EVET HAYIR', '是 否', 'はい いいえ'].map(
    (pair) => pair.split(' '),
  )
  const lines = Array.from({ length: 12 }, (_, at) =>
    [`"${at} 250,50"`, at + 0.5, `${at} %`, `€ ${at}.20`, ...pairs.map((pair) => pair[at % 2])].join(','),
  )
  const [row] = await objectsOf(
    new TextEncoder().encode(
      `Amount (EUR),Weight [kg],Share,Price,${pairs.map((_, at) => `flag ${at}`).join(',')}\n${lines.slice(1).join('\n')}\n`,
    ),
  )
  expect(Object.keys(row!).slice(0, 4)).toEqual(['Amount (EUR)', 'Weight [kg]', 'Share', 'Price'])
  expect(Object.values(row!).slice(0, 4).map(Number)).toEqual([1250.5, 1.5, expect.closeTo(0.01, 9), 1.2])
  expect(Object.values(row!).slice(4)).toEqual(pairs.map(() => 'false'))
})

test('a CSV of ours read back is what was written, whatever stands in its cells', async () => {
  // A cell whose lines look like rows of the table is the one thing that cannot be told from a quote that was never closed.
  const text = (letters: string) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 10 }).map((inside) => `v${inside}w`)
  const cell = fc.oneof(text('ab,";|é 5.'), text('ab"\n;|é 5.'))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ id: fc.nat(), amount: fc.double({ noNaN: true, noDefaultInfinity: true }), text: cell }), {
        minLength: 2,
        maxLength: 8,
      }),
      async (rows) => {
        const pieces = [...csvPieces(rows)]
        const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
        const back = await objectsOf(bytes)
        expect(back.map(({ id, amount, text }) => [Number(id), Number(amount), text])).toEqual(
          rows.map(({ id, amount, text }) => [id, amount === 0 ? 0 : amount, text]),
        )
      },
    ),
    { numRuns: 25 },
  )
})
