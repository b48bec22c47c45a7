import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { writeWorkbook, type WrittenCell } from '../../../test/support/write-workbook'
import { query } from '../../engine/database'
import { readDirectory } from '../archive/zip-directory'
import { ImportFailed } from '../failures'
import { readFile } from '../load/read-file'
import { readWithLibrary } from './library-reader'
import { openSpreadsheet, provideSpreadsheetLibrary } from './open'
import { Package } from './package'
import { regionText } from './region-text'
import { scanXml } from './scan-xml'
import { SheetText } from './sheet-text'
import { openXlsx } from './xlsx'
import { XlsxSheet } from './xlsx-sheet'

provideSpreadsheetLibrary({ read: async (bytes, file) => readWithLibrary(bytes, file) })

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const RETAIL_SHEET = join(DATA, 'orders/online_retail_70k.xlsx')
const RETAIL = join(DATA, 'orders/online_retail.csv.gz')
const CORPUS = join(DATA, 'messy/workbooks')
const signal = new AbortController().signal
const onProgress = () => undefined
const unheard = () => undefined

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter((value) => !/[\ud800-\udfff]/.test(value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')) && !value.includes('\0'))
const cell: fc.Arbitrary<WrittenCell> = fc.oneof(
  fc.constant(null),
  text,
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
)
const sheet = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })

/** What a cell must become; the line ends of XML are all line feeds. */
function expected(written: WrittenCell): string {
  return written === null ? '' : String(written)
}

async function cellsOf(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  const file = new File([bytes], 'a.xlsx')
  const workbook = await openXlsx(new Package(file, await readDirectory(file)), signal)
  const { text: written } = await workbook.read(0, signal, unheard)
  return parse(Buffer.concat(written.chunks.map((chunk) => chunk.bytes)).toString())
}

function parse(content: string): string[][] {
  const rows: string[][] = []
  let cells: string[] = []
  for (const [, quoted, plain, end] of content.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain!)
    if (end === '\t') continue
    rows.push(cells)
    cells = []
  }
  return rows
}

function trimmed(rows: readonly (readonly string[])[]): string[][] {
  const cut = rows.map((cells) => cells.slice(0, cells.findLastIndex((value) => value !== '') + 1))
  return cut.slice(0, cut.findLastIndex((cells) => cells.length > 0) + 1).map((cells) => (cells.length === 0 ? [''] : cells))
}

test('what is written is read again: texts, numbers in shortest notation, flags, gaps (500 workbooks)', async () => {
  await fc.assert(
    fc.asyncProperty(sheet, async (rows) => {
      const read = await cellsOf(writeWorkbook([{ name: 'A', rows }]))
      expect(trimmed(read)).toEqual(trimmed(rows.map((cells) => cells.map(expected))))
    }),
    { numRuns: 500 },
  )
})

test('a sheet reads the same however its bytes arrive', async () => {
  const row = (number: number) =>
    `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>a&amp;b ☺</t></is></c><!-- - --><c r="C${number}"><f>1&lt;2</f><v>${number}.5</v></c></row>`
  const bytes = new TextEncoder().encode(`<?xml version="1.0"?><worksheet><sheetData>${row(1)}${row(2)}${row(9)}</sheetData></worksheet>`)
  const readIn = async (sizes: readonly number[]) => {
    async function* pieces() {
      for (let at = 0, piece = 0; at < bytes.length; piece++) {
        const size = sizes[piece % sizes.length]!
        yield bytes.subarray(at, at + size)
        at += size
      }
    }
    const written = new SheetText('A')
    const cells = new XlsxSheet(written, null, [], false)
    await scanXml(pieces(), 'A', (xml, kind) => cells.take(xml, kind))
    written.end()
    return Buffer.concat(written.chunks.map((chunk) => chunk.bytes)).toString()
  }
  const whole = await readIn([bytes.length])
  expect(whole).toBe('a&b ☺\t\t1.5\na&b ☺\t\t2.5\n\n\n\n\n\n\na&b ☺\t\t9.5\n')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), async (sizes) => {
      expect(await readIn(sizes)).toBe(whole)
    }),
    { numRuns: 300 },
  )
})

test('any part of a sheet is cut out whole: every row as wide as the part, and on its own line', () => {
  const grid = fc.array(fc.array(fc.oneof(fc.constant(''), text), { maxLength: 5 }), { minLength: 1, maxLength: 10 })
  const area = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(9), fc.nat(9))
  fc.assert(
    fc.property(grid, area, (rows, [a, b, c, d]) => {
      const written = new SheetText('A')
      rows.forEach((cells, row) => {
        if (cells.every((value) => value === '')) return
        written.beginRow(row + 1)
        cells.forEach((value, column) => written.string(column, value))
      })
      written.end()
      const [firstColumn, lastColumn] = [Math.min(a, b), Math.max(a, b)]
      const [firstRow, lastRow] = [Math.min(c, d) + 1, Math.max(c, d) + 1]
      const cut = parse(Buffer.concat([...regionText(written.chunks, { firstRow, lastRow, firstColumn, lastColumn }, null)]).toString())
      cut.forEach((cells, at) => {
        const row = at + 1
        const whole = Array.from({ length: lastColumn - firstColumn + 1 }, (_, column) => rows[at]?.[firstColumn + column] ?? '')
        const isOutside = row < firstRow || row > lastRow
        expect(cells).toEqual(isOutside || whole.every((value) => value === '') ? [''] : whole)
      })
    }),
    { numRuns: 500 },
  )
})

const SAME = { seed: 1 }

/**
 * Our own readers meet other damage each time. The library, which some damage holds up for ever, runs here without the watchdog that ends
 * it on the page, and so meets the same damage each time.
 */
const VALID = [
  [
    'an .xlsx workbook',
    {},
    () =>
      writeWorkbook([
        {
          name: 'A',
          rows: [
            ['a', 'b'],
            [1, 'x'],
            [2, { serial: 45296.5, format: 'd/m/yy h:mm' }],
          ],
        },
      ]),
  ],
  ['an .xls workbook', SAME, () => corpusFile('merged_range.xls')],
  ['an .xlsb workbook', SAME, () => corpusFile('date.xlsb')],
  ['an .ods workbook', {}, () => corpusFile('number_rows_repeated.ods')],
] as const

function corpusFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(CORPUS, name)))
}

test.skipIf(!existsSync(CORPUS)).each(VALID)(
  '%s with bytes changed is a table or refused, and never hangs (500 times)',
  async (_, parameters, valid) => {
    const whole = valid()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(whole.length), { freq: 4 }),
        async (changes, cutAt) => {
          const bytes = whole.slice()
          for (const [at, byte] of changes) bytes[at] = byte
          const begun = performance.now()
          const file = new File([cutAt === null ? bytes : bytes.slice(0, cutAt)], 'changed')
          const error: unknown = await openSpreadsheet(file, { signal, onProgress }).then(
            () => null,
            (reason: unknown) => reason,
          )
          if (error !== null) expect(error).toBeInstanceOf(ImportFailed)
          expect(performance.now() - begun).toBeLessThan(10_000)
        },
      ),
      { numRuns: 500, ...parameters },
    )
  },
  300_000,
)

test.skipIf(!existsSync(RETAIL_SHEET))(
  'Online Retail (UCI): the sheet of 70,051 rows has the same typed values as the file of text',
  async () => {
    const engine = await openDatabase()
    const opened = await openSpreadsheet(new File([readFileSync(RETAIL_SHEET)], 'online_retail_70k.xlsx'), { signal, onProgress })
    const table = await opened.read(opened.parts[0]!, { engine, table: 't1', signal, onProgress })
    expect(table).toMatchObject({ rowsKept: 70_051, rowsSetAside: 0 })
    const whole = await readFile(new File([readFileSync(RETAIL)], 'online_retail.csv.gz'), { engine, table: 't2', signal, onProgress })
    expect(table.columns.map(({ header, type }) => [header, type])).toEqual(whole.columns.map(({ header, type }) => [header, type]))
    // The sheet has its rows in another order, and spaces behind some descriptions, which the file of text has not.
    const columns = table.columns.map(({ name, type }) => (type === 'text' ? `trim(${name})` : name)).join(', ')
    const differing = `select count(*) as n from (select ${columns} from t1 except all select ${columns} from t2)`
    expect(await engine.rows(query('differing', differing, { n: 'number' }))).toEqual([{ n: 0 }])
  },
  300_000,
)
