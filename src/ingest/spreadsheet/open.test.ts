import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { writeWorkbook, type WrittenCell, type WrittenSheet } from '../../../test/support/write-workbook'
import { query, type Engine } from '../../engine/database'
import { ImportFailed } from '../failures'
import type { OpenedFile } from '../opened-file'
import type { RawTable } from '../table'
import { readWithLibrary } from './library-reader'
import { openSpreadsheet, provideSpreadsheetLibrary } from './open'

provideSpreadsheetLibrary({ read: async (bytes, file) => readWithLibrary(bytes, file) })

const signal = new AbortController().signal
const onProgress = () => undefined
const HEADS: readonly WrittenCell[] = ['order', 'customer', 'amount']

function open(bytes: Uint8Array<ArrayBuffer>, name = 'orders.xlsx'): Promise<OpenedFile> {
  return openSpreadsheet(new File([bytes], name), { signal, onProgress })
}

interface Read {
  readonly engine: Engine
  readonly table: RawTable
}

async function readPart(opened: OpenedFile, id = opened.parts[0]!.id): Promise<Read> {
  const engine = await openDatabase()
  const part = opened.parts.find((one) => one.id === id)!
  return { engine, table: await opened.read(part, { engine, table: 't1', signal, onProgress }) }
}

async function readSheet(rows: readonly (readonly WrittenCell[])[], more: Partial<WrittenSheet> = {}): Promise<Read> {
  return readPart(await open(writeWorkbook([{ name: 'Orders', rows, ...more }])))
}

async function rowsOf({ engine, table }: Read): Promise<(string | null)[][]> {
  const shape = Object.fromEntries(table.columns.map(({ name }) => [name, 'text' as const]))
  const terms = table.columns.map(({ name }) => `${name}::varchar as ${name}`).join(', ')
  const found = await engine.rows(query('all', `select ${terms} from t1 order by line`, shape))
  return found.map((row) => table.columns.map(({ name }) => row[name] ?? null))
}

async function linesOf({ engine }: Read): Promise<(number | null)[]> {
  const found = await engine.rows(query('lines', 'select line from t1 order by line', { line: 'number' }))
  return found.map(({ line }) => line)
}

async function refusal(work: Promise<unknown>): Promise<ImportFailed> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportFailed)
  return error as ImportFailed
}

const types = ({ table }: Read) => table.columns.map(({ header, type }) => `${header}: ${type}`)

test('a sheet becomes a table with names, types and row numbers, and is named after its file and itself', async () => {
  const read = await readSheet([
    ['order', 'day', 'amount', 'paid', 'shop'],
    [1, { serial: 45296, format: 'dd.mm.yyyy' }, 9.5, true, 'web'],
    [2, { serial: 45297, format: 'dd.mm.yyyy' }, 0.1 + 0.2, false, 'store'],
    [3, { serial: 45323, format: 'dd.mm.yyyy' }, -3, true, 'web'],
  ])
  expect(types(read)).toEqual(['order: integer', 'day: date', 'amount: number', 'paid: flag', 'shop: text'])
  expect(read.table).toMatchObject({ file: 'orders.xlsx', part: 'Orders', format: 'Excel sheet', rowsRead: 3, rowsKept: 3 })
  expect(await rowsOf(read)).toEqual([
    ['1', '2024-01-05', '9.5', 'true', 'web'],
    ['2', '2024-01-06', '0.30000000000000004', 'false', 'store'],
    ['3', '2024-02-01', '-3.0', 'true', 'web'],
  ])
  expect(await linesOf(read)).toEqual([2, 3, 4])
})

test('names are found under titles and blank rows, and rows keep the numbers that the sheet shows', async () => {
  const read = await readSheet([['Orders of March'], [], HEADS, [1, 'ann', 5], [], [2, 'two\nlines', 7], [3, 'cat', 8]])
  expect(types(read)).toEqual(['order: integer', 'customer: text', 'amount: integer'])
  expect(await linesOf(read)).toEqual([4, 6, 7])
  expect(read.table.notes).toEqual(['One line above the table left out: “Orders of March”'])
})

test('line breaks in column names do not shift the rows', async () => {
  const read = await readSheet([
    ['order\nnumber', 'customer\n\nname'],
    [1, 'ann'],
    [2, 'bob'],
  ])
  expect(read.table.columns.map(({ header }) => header)).toEqual(['order\nnumber', 'customer\n\nname'])
  expect(await linesOf(read)).toEqual([2, 3])
})

test('a merged name stands over every column it spans; merged values stand in the first cell only', async () => {
  const read = await readSheet(
    [
      ['shop', 'sales', null, 'returns', null],
      [null, 'web', 'store', 'web', 'store'],
      ['north', 1, 2, 3, 4],
      ['south', 5, null, 7, 8],
      ['east', 9, 10, 11, 12],
      ['west', 9, 10, 11, 12],
    ],
    { merges: ['B1:C1', 'D1:E1', 'A1:A2', 'B4:C4'] },
  )
  expect(read.table.columns.map(({ header }) => header)).toEqual(['shop', 'sales web', 'sales store', 'returns web', 'returns store'])
  expect((await rowsOf(read))[1]).toEqual(['south', '5', null, '7', '8'])
  expect(read.table.notes).toContain('2 merged names stand over every column spanned')
  expect(read.table.notes).toContain('1 merged cell: the value stands in the first one only')
})

test('a title merged over the whole table is no row of names', async () => {
  const read = await readSheet([['Orders'], HEADS, [1, 'ann', 5], [2, 'bob', 7]], { merges: ['A1:C1'] })
  expect(types(read)).toEqual(['order: integer', 'customer: text', 'amount: integer'])
})

test('two tables under each other and beside each other are parts of their own, with titles and row numbers', async () => {
  const opened = await open(
    writeWorkbook([
      {
        name: 'Year',
        rows: [
          ['Orders'],
          [...HEADS, null, 'shop', 'city'],
          [1, 'ann', 5, null, 'web', 'Rome'],
          [2, 'bob', 7, null, 'store', 'Bern'],
          [3, 'cat', 9],
          [],
          ['Returns'],
          ['return', 'reason'],
          [11, 'broken'],
          [12, 'late'],
        ],
      },
    ]),
  )
  expect(opened.parts.map(({ id, rows, columns }) => [id, rows, columns])).toEqual([
    ['Year', 5, 3],
    ['Year · table 2', 3, 2],
    ['Year · table 3', 4, 2],
  ])
  expect(types(await readPart(opened))).toEqual(['order: integer', 'customer: text', 'amount: integer'])
  const shops = await readPart(opened, 'Year · table 2')
  expect(await rowsOf(shops)).toEqual([
    ['web', 'Rome'],
    ['store', 'Bern'],
  ])
  const returns = await readPart(opened, 'Year · table 3')
  expect(types(returns)).toEqual(['return: integer', 'reason: text'])
  expect(await linesOf(returns)).toEqual([9, 10])
})

test('blank rows, blank columns and names that stand again do not part a table', async () => {
  const opened = await open(
    writeWorkbook([
      { name: 'Gaps', rows: [HEADS, [1, 'ann', 5], [], [], [2, 'bob', 7], [], [3, 'cat', 9]] },
      { name: 'Again', rows: [HEADS, [1, 'ann', 5], [], HEADS, [2, 'bob', 7]] },
      {
        name: 'Spaced',
        rows: [
          ['order', null, 'amount'],
          [1, null, 5],
          [2, null, 7],
        ],
      },
    ]),
  )
  expect(opened.parts.map(({ id }) => id)).toEqual(['Gaps', 'Again', 'Spaced'])
  const again = await readPart(opened, 'Again')
  expect(again.table).toMatchObject({ rowsKept: 2, rowsSetAside: 1 })
  expect(again.table.setAside[0]).toMatchObject({ line: 4, reason: 'the column names again' })
})

test('several tables that the workbook names are parts with their names', async () => {
  const rows = [
    ['item', 'units', null, 'item', 'price'],
    [1, 5, null, 1, 2.5],
    [2, 7, null, 2, 3.5],
  ]
  const tables = [
    { name: 'Stock', ref: 'A1:B3' },
    { name: 'Prices', ref: 'D1:E3' },
  ]
  const opened = await open(writeWorkbook([{ name: 'Shop', rows, tables }]))
  expect(opened.parts.map(({ id }) => id)).toEqual(['Shop · Stock', 'Shop · Prices'])
  expect(types(await readPart(opened, 'Shop · Prices'))).toEqual(['item: integer', 'price: number'])
})

test('hidden and empty sheets and charts are listed, and not chosen', async () => {
  const bytes = writeWorkbook([
    { name: 'Orders', rows: [HEADS, [1, 'ann', 5]] },
    { name: 'Old', rows: [HEADS, [1, 'ann', 5]], state: 'hidden' },
    { name: 'Older', rows: [HEADS, [1, 'ann', 5]], state: 'veryHidden' },
    { name: 'Empty', rows: [] },
    { name: 'Broken', rows: [[{ xml: '<c r="A1" t="e"><v>#N/A</v></c>' }]] },
    { name: 'Remark', rows: [['Made in March']] },
  ])
  const opened = await open(bytes)
  expect(opened.parts.map(({ id, isChosen, note }) => [id, isChosen, note])).toEqual([
    ['Orders', true, null],
    ['Old', false, 'hidden sheet'],
    ['Older', false, 'hidden sheet'],
    ['Empty', false, 'empty'],
    ['Broken', false, 'nothing but errors'],
    ['Remark', false, 'a single row'],
  ])
  expect((await readPart(opened, 'Old')).table.rowsKept).toBe(1)
})

test('cells with an error are missing and counted; numbers stored as text are typed like the others, and said', async () => {
  const error = (ref: string, code: string) => ({ xml: `<c r="${ref}" t="e"><f>1/0</f><v>${code}</v></c>` })
  const read = await readSheet([
    ['id', 'amount', 'name'],
    ['1', 5.5, 'ann'],
    ['2', error('B3', '#DIV/0!'), 'bob'],
    ['3', '7.25', error('C4', '#N/A')],
  ])
  expect(types(read)).toEqual(['id: integer', 'amount: number', 'name: text'])
  expect((await rowsOf(read)).map((row) => row[1])).toEqual(['5.5', null, '7.25'])
  expect(read.table.notes).toEqual([
    '2 cells with an error (#N/A, #DIV/0! and the like) read as missing',
    '4 numbers stored as text, typed like the others',
  ])
})

test('a number cell has a decimal point, whatever the texts of the sheet have', async () => {
  const read = await readSheet([
    ['a', 'b'],
    [1.234, '1,5'],
    [2.345, '2,75'],
    [3.456, '10,5'],
  ])
  expect(types(read)).toEqual(['a: number', 'b: number'])
  expect(await rowsOf(read)).toEqual([
    ['1.234', '1.5'],
    ['2.345', '2.75'],
    ['3.456', '10.5'],
  ])
})

test('dates, moments, times and durations are read by their format, in the system of 1900 with its leap day that never was', async () => {
  const at = (serial: number, format: string) => ({ serial, format })
  const read = await readSheet([
    ['day', 'moment', 'time', 'duration', 'number'],
    [at(1, 'yyyy-mm-dd'), at(45296.75, 'd/m/yy h:mm'), at(0.5, 'h:mm AM/PM'), at(1.5, '[h]:mm'), at(45296, '0.00')],
    [at(59, 'yyyy-mm-dd'), at(45296.000011574, 'd/m/yy h:mm'), at(0.999988426, 'hh:mm:ss'), at(0.25, '[mm]:ss'), at(2, '#,##0 "days"')],
    [at(61, '[$-407]d. mmmm yyyy'), at(2, 'd/m/yy h:mm'), at(0, 'h:mm'), at(10, '[hh]'), at(3, 'General')],
  ])
  expect(await rowsOf(read)).toEqual([
    ['1900-01-01', '2024-01-05 18:00:00', '12:00:00', '36:00:00', '45296'],
    ['1900-02-28', '2024-01-05 00:00:01', '23:59:59', '06:00:00', '2'],
    ['1900-03-01', '1900-01-02 00:00:00', '00:00:00', '240:00:00', '3'],
  ])
})

test('the system of 1904 begins four years and a day later', async () => {
  const sheet = { name: 'Orders', rows: [['day'], [{ serial: 43834, format: 'yyyy-mm-dd' }], [{ serial: 0, format: 'yyyy-mm-dd' }]] }
  const workbook =
    '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>'
  const read = await readPart(await open(writeWorkbook([sheet], { 'xl/workbook.xml': workbook })))
  expect(await rowsOf(read)).toEqual([['2024-01-05'], ['1904-01-01']])
})

test('texts are put together from their runs, without how they are spoken; escapes and entities are resolved', async () => {
  const inline = (ref: string, inner: string) => ({ xml: `<c r="${ref}" t="inlineStr"><is>${inner}</is></c>` })
  const read = await readSheet([
    ['a', 'b', 'c'],
    [
      inline('A2', '<r><t>東</t></r><r><t xml:space="preserve"> 京</t></r><rPh sb="0" eb="1"><t>トウキョウ</t></rPh>'),
      inline('B2', '<t>x_x000D_y &amp;lt; &#x263A; <![CDATA[<&amp;>]]></t>'),
      { xml: '<c r="C2" t="str"><f>A1</f><v>_x005F_x0041_</v></c>' },
    ],
    ['p', 'q', 'r'],
  ])
  expect((await rowsOf(read))[0]).toEqual(['東 京', 'x\ry &lt; ☺ <&amp;>', '_x0041_'])
})

test('cells without references follow each other; cells out of order are put in order; two far corners cost nothing', async () => {
  const rows = (xml: string) => ({ 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${xml}</sheetData></worksheet>` })
  const cell = (ref: string, value: number) => `<c${ref && ` r="${ref}"`}><v>${value}</v></c>`
  const bare = await readPart(
    await open(
      writeWorkbook([{ name: 'A', rows: [] }], rows(`<row>${cell('', 1)}${cell('', 2)}</row><row>${cell('B2', 4)}${cell('A2', 3)}</row>`)),
    ),
  )
  expect(await rowsOf(bare)).toEqual([
    ['1', '2'],
    ['3', '4'],
  ])
  const corners = `<row r="1">${cell('A1', 1)}</row><row r="1048576">${cell('XFD1048576', 2)}</row>`
  const opened = await open(writeWorkbook([{ name: 'A', rows: [] }], rows(corners)))
  expect(opened.parts).toMatchObject([{ rows: 1048576, columns: 16384 }])
  expect((await refusal(readPart(opened))).message).toContain('16,384 columns')
})

test.each([
  ['a row below the last', '<row r="1048577"><c r="A1048577"><v>1</v></c></row>', 'row 1048577, beyond'],
  ['a column beyond the last', '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', 'beyond what a sheet can have'],
  ['rows out of order', '<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', 'row 2 stands behind row 5'],
  ['a text too long for a cell', `<row r="1"><c r="A1" t="str"><v>${'x'.repeat(32_768)}</v></c></row>`, 'A1 has 32,768 characters'],
  ['a tag that never ends', `<row r="1"><c r="A1" s="${'1'.repeat(5_000_000)}`, 'more than 4 MB'],
  ['XML that is cut short', '<row r="1"><c r="A1"><v>1</v></c></row><row', 'cut short'],
])('%s is refused by name', async (_, xml, message) => {
  const bytes = writeWorkbook([{ name: 'A', rows: [] }], { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${xml}` })
  expect((await refusal(open(bytes))).message).toContain(message)
})

test('entities are not followed: a bomb of them stays as it is written', async () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si><si><t>name</t></si></sst>'
  const sheet = { name: 'A', rows: [['x'], ['y'], ['x'], ['x']] }
  const read = await readPart(await open(writeWorkbook([sheet], { 'xl/sharedStrings.xml': bomb })))
  expect(JSON.stringify(await rowsOf(read)) + JSON.stringify(read.table.columns)).toContain('&b;')
})

test('a sheet that unpacks to far more than it was is refused before it fills the memory', async () => {
  const blank = `<worksheet><sheetData>${'<row></row>'.repeat(4_000_000)}</sheetData></worksheet>`
  const bytes = writeWorkbook([{ name: 'A', rows: [] }], { 'xl/worksheets/sheet1.xml': blank })
  expect(bytes.length).toBeLessThan(210_000)
  const opened = open(bytes).then((file) => readPart(file))
  expect((await refusal(opened)).message).toContain('more than 200 times its size')
})

test('a workbook whose values do not match their checksum is refused', async () => {
  const bytes = writeWorkbook([{ name: 'A', rows: [HEADS, [1, 'ann', 5]] }])
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const entry = Buffer.from(bytes).lastIndexOf(name) - 46
  new DataView(bytes.buffer).setUint32(entry + 16, 1, true)
  expect((await refusal(open(bytes))).message).toContain('does not match its checksum')
})

test('parts that are missing leave what can be read', async () => {
  const bytes = zipSync({
    'xl/workbook.xml': Buffer.from(
      '<x:workbook xmlns:x="x" xmlns:q="q"><x:sheets><x:sheet name="A" q:id="a"/><x:sheet name="B" q:id="b"/></x:sheets></x:workbook>',
    ),
    'xl/_rels/workbook.xml.rels': Buffer.from(
      '<Relationships><Relationship Id="a" Type="x/worksheet" Target="/xl/one.xml"/></Relationships>',
    ),
    'xl/one.xml': Buffer.from(
      '<x:worksheet><x:sheetData><x:row><x:c t="s"><x:v>7</x:v></x:c><x:c s="9"><x:v>1</x:v></x:c></x:row><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    ),
  }) as Uint8Array<ArrayBuffer>
  const opened = await open(bytes)
  expect(opened.parts.map(({ note }) => note)).toEqual([null, 'missing in the file'])
  const read = await readPart(opened)
  expect(await rowsOf(read)).toEqual([['1'], ['2']])
  expect(read.table.notes).toContain('1 cell whose text is missing in the workbook')
})

test('reading stops when it is asked to', async () => {
  const stop = new AbortController()
  stop.abort(new Error('stopped'))
  const bytes = writeWorkbook([{ name: 'A', rows: [HEADS, [1, 'ann', 5]] }])
  await expect(openSpreadsheet(new File([bytes], 'a.xlsx'), { signal: stop.signal, onProgress })).rejects.toThrow('stopped')
})
