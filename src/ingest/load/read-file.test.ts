import { existsSync, openAsBlob } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../test/support/open-database'
import { query, type Engine } from '../../engine/database'
import { ImportFailed } from '../failures'
import { makePlan } from '../plan/plan'
import { readAllSetAside, readFile } from './read-file'
import type { Dialect, RawColumn, RawTable } from '../table'

const DATA = process.env.CLIENTELE_DATA ?? '../shared/data'
const RETAIL = join(DATA, 'orders/online_retail.csv.gz')
const CDNOW = join(DATA, 'orders/CDNOW_master.txt')
const RECEIPT = join(DATA, 'events/receipt.csv')
const TELCO = join(DATA, 'customers/telco_customer_churn.csv')

interface Read {
  readonly engine: Engine
  readonly table: RawTable
  readonly file: File
}

type Content = string | Uint8Array<ArrayBuffer> | Blob

async function read(content: Content, name = 'orders.csv', dialect?: Partial<Dialect>): Promise<Read> {
  const engine = await openDatabase()
  const file = new File([content], name)
  const signal = new AbortController().signal
  const table = await readFile(file, { engine, table: 't1', signal, onProgress: () => {}, ...(dialect && { dialect }) })
  expect(table.rowsRead).toBe(table.rowsKept + table.rowsSetAside)
  return { engine, table, file }
}

async function rows({ engine, table }: Read): Promise<(string | null)[][]> {
  const shape = Object.fromEntries(table.columns.map((column) => [column.name, 'text' as const]))
  const terms = table.columns.map((column) => `${column.name}::varchar as ${column.name}`).join(', ')
  const found = await engine.rows(query('all', `select ${terms} from t1 order by line`, shape))
  return found.map((row) => table.columns.map((column) => row[column.name] ?? null))
}

async function lines({ engine }: Read): Promise<(number | null)[]> {
  const found = await engine.rows(query('lines', 'select line from t1 order by line', { line: 'number' }))
  return found.map((row) => row.line)
}

async function refusal(content: Content, name = 'orders.csv'): Promise<ImportFailed> {
  const error: unknown = await read(content, name).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ImportFailed)
  return error as ImportFailed
}

const types = (table: RawTable) => table.columns.map((column) => `${column.header}: ${column.type}`)

test('a plain file becomes a table with names, types, lines and what is in each column', async () => {
  const file = await read('id,day,amount,shop\n1,2024-01-05,9.50,web\n2,2024-01-06,,web\n3,2024-02-01,-3,store\n')
  expect(types(file.table)).toEqual(['id: integer', 'day: date', 'amount: number', 'shop: text'])
  expect(await rows(file)).toEqual([
    ['1', '2024-01-05', '9.5', 'web'],
    ['2', '2024-01-06', null, 'web'],
    ['3', '2024-02-01', '-3.0', 'store'],
  ])
  expect(await lines(file)).toEqual([2, 3, 4])
  expect(file.table.columns[2]).toMatchObject({ filled: 2, distinct: 2, least: '-3', most: '9.5', samples: ['9.50', '-3'] })
  expect(file.table.columns[1]).toMatchObject({ least: '2024-01-05', most: '2024-02-01' })
})

test.each<[cause: string, content: string, reasonOrNote: RegExp]>([
  ['an empty file', '', /is empty/],
  ['a file of blank lines', '\n\n  \n', /no rows/],
  ['names without rows', 'id,day,amount\n', /column names but no rows/],
])('%s is refused with what it is', async (_, content, message) => {
  const error = await refusal(content)
  expect(error.message).toMatch(message)
  expect(error.message).toContain('orders.csv')
  expect(error.advice).not.toBe('')
})

test.each<[what: string, bytes: readonly number[], message: RegExp]>([
  ['a photo', [0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70], /picture \(JPEG\)/],
  ['a PDF', [...new TextEncoder().encode('%PDF-1.7\n')], /PDF/],
  ['a workbook', [0x50, 0x4b, 3, 4, ...new TextEncoder().encode('....xl/workbook.xml')], /Excel workbook/],
  ['a zip archive', [0x50, 0x4b, 3, 4, ...new TextEncoder().encode('....orders.csv')], /zip archive/],
  ['bytes of any kind', Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256), /not a text file/],
])('%s named .csv is refused by name', async (_, bytes, message) => {
  expect((await refusal(Uint8Array.from(bytes))).message).toMatch(message)
})

test('a damaged gzip archive is refused as one', async () => {
  const packed = gzipSync(Buffer.from('a,b\n1,2\n'.repeat(5000)))
  expect((await refusal(new Uint8Array(packed.subarray(0, packed.length - 20)), 'a.csv.gz')).message).toMatch(/gzip archive is damaged/)
})

test('a gzipped file is the file', async () => {
  const file = await read(new Uint8Array(gzipSync(Buffer.from('a,b\n1,x\n2,y\n'))), 'a.csv.gz')
  expect(file.table.format).toBe('gzipped CSV')
  expect(await rows(file)).toEqual([
    ['1', 'x'],
    ['2', 'y'],
  ])
})

test('a list is a table of one column', async () => {
  const file = await read('email\nann@example.com\nbob@example.com\n')
  expect(types(file.table)).toEqual(['email: text'])
  expect(file.table.rowsKept).toBe(2)
})

/** That 10,000 are read is tried on the page, in bad-input.test.ts. */
test('10,001 columns are refused', async () => {
  const row = (cell: (column: number) => string) => Array.from({ length: 10_001 }, (_, column) => cell(column)).join(',')
  const wide = `${row((column) => `n${column}`)}\n${row(String)}\n${row(() => '1.5')}\n`
  expect((await refusal(wide)).message).toMatch(/10,001 columns; a table may have 10,000/)
})

test('a NUL character is left out and counted', async () => {
  const file = await read('a,b\n1,x\u0000y\n2,z\n')
  expect(await rows(file)).toEqual([
    ['1', 'xy'],
    ['2', 'z'],
  ])
  expect(file.table.notes.join()).toMatch(/1 NUL/)
})

test('a second row of names is joined to the first, and the columns keep their types', async () => {
  const file = await read('Customer,Amount,Day\n,EUR,\nC1,10.5,2024-01-01\nC2,11,2024-01-02\nC3,12,2024-01-03\nC4,12.5,2024-01-04\n')
  expect(types(file.table)).toEqual(['Customer: text', 'Amount EUR: number', 'Day: date'])
  expect(file.table.rowsRead).toBe(4)
})

test('names that stand again further down are set aside, and the rows below them stay', async () => {
  const file = await read('id,amount\n1,5\n2,6\nid,amount\n3,7\n')
  expect(types(file.table)).toEqual(['id: integer', 'amount: integer'])
  expect(file.table.setAside).toEqual([{ file: 'orders.csv', line: 4, reason: 'the column names again' }])
  expect((await rows(file)).map((row) => row[0])).toEqual(['1', '2', '3'])
})

test('titles above the table and sums below it are no rows', async () => {
  const file = await read(
    'Sales report\nExported 5 May\n\nid,day,amount,shop\n1,2024-01-05,9.5,web\n2,2024-01-06,10,web\n3,2024-01-07,4,web\nTotal,,23.5,\nEnd of report,,,\n',
  )
  expect(types(file.table)).toEqual(['id: integer', 'day: date', 'amount: number', 'shop: text'])
  expect(file.table.rowsKept).toBe(3)
  expect(file.table.setAside.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '8 a line of sums',
    '9 a single value, which does not fit its column: a title or a remark',
  ])
  expect(file.table.notes.join()).toContain('“Sales report”')
  expect(await lines(file)).toEqual([5, 6, 7])
})

test('short rows are padded when they fit, others are set aside with line and reason', async () => {
  const file = await read(
    'id,day,amount,note\n1,2024-01-05,9.5,a\n2,2024-01-06,10\n2024-01-07,4,b\n4,2024-01-08,5,c,too,many\n5,2024-01-09,6,d,,\n',
  )
  expect(await rows(file)).toEqual([
    ['1', '2024-01-05', '9.5', 'a'],
    ['2', '2024-01-06', '10.0', null],
    ['5', '2024-01-09', '6.0', 'd'],
  ])
  expect(file.table.setAside.map(({ line }) => line)).toEqual([4, 5])
  expect(file.table.setAside[1]!.reason).toBe('6 fields, but the table has 4 columns')
  expect(file.table.notes.join()).toMatch(/1 row with fewer fields/)
})

test('blank lines are not rows, and lines are counted as an editor counts them', async () => {
  const file = await read('a,b\n\n1,"x\ny"\n\r\n2,z\r\n')
  expect(await rows(file)).toEqual([
    ['1', 'x\ny'],
    ['2', 'z'],
  ])
  expect(await lines(file)).toEqual([3, 6])
})

test.each<[what: string, content: string]>([
  ['CR alone', 'a,b\r1,x\r2,y\r'],
  ['mixed line ends', 'a,b\r\n1,x\n2,y\r'],
  ['no last line end', 'a,b\n1,x\n2,y'],
  ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
  ['an announced delimiter', 'sep=;\na;b\n1;x\n2;y\n'],
])('%s changes nothing', async (_, content) => {
  const file = await read(content)
  expect(types(file.table)).toEqual(['a: integer', 'b: text'])
  expect(await rows(file)).toEqual([
    ['1', 'x'],
    ['2', 'y'],
  ])
})

test('lines that look like comments are data', async () => {
  const file = await read('tag,times\n#one,1\n#two,2\n# three,3\n')
  expect((await rows(file)).map((row) => row[0])).toEqual(['#one', '#two', '# three'])
})

test('names that are missing or stand twice are told apart', async () => {
  const { table } = await read('id,,amount,amount\n1,x,2,3\n2,y,4,5\n')
  expect(table.columns.map((column) => column.header)).toEqual(['id', 'column 2', 'amount', 'amount (2)'])
})

test('a file without names gets numbered columns', async () => {
  const { table } = await read('1,2024-01-05,9.50\n2,2024-01-06,8\n')
  expect(table.dialect!.headerRecord).toBe(-1)
  expect(types(table)).toEqual(['column 1: integer', 'column 2: date', 'column 3: number'])
})

test('what was chosen by hand is not guessed', async () => {
  const content = 'a;b,c\n1;x,2\n3;y,4\n'
  expect(await rows(await read(content))).toEqual([
    ['1;x', '2'],
    ['3;y', '4'],
  ])
  expect(await rows(await read(content, 'x.csv', { delimiter: ';', headerRecord: -1 }))).toEqual([
    ['a', 'b,c'],
    ['1', 'x,2'],
    ['3', 'y,4'],
  ])
})

test('a field of 60 MB that nothing ends is refused with its line', async () => {
  const content = new Blob(['a,b\n1,2\n3,', 'x'.repeat(60 * 1024 * 1024), '\n'])
  const error = await refusal(content)
  expect(error.message).toMatch(/Line 3 is longer than 16 MB/)
})

test('a quote that is never closed costs one row at most, not the rest of the file', async () => {
  const content = `id,name\n1,a\n2,"b\n${Array.from({ length: 5000 }, (_, row) => `${row + 3},c${row}`).join('\n')}\n`
  const file = await read(content)
  expect(file.table.rowsKept).toBe(5002)
  expect((await rows(file))[1]).toEqual(['2', '"b'])
})

test('40,000 distinct countries are counted within two per cent', async () => {
  const { table } = await read(`id,country\n${Array.from({ length: 40_000 }, (_, row) => `${row},Country ${row}`).join('\n')}`)
  for (const column of table.columns) expect(Math.abs(column.distinct - 40_000)).toBeLessThan(800)
})

test('up to 1,000 distinct values are counted exactly', async () => {
  const { table } = await read(`id,group\n${Array.from({ length: 30_000 }, (_, row) => `${row},g${row % 1000}`).join('\n')}`)
  expect(table.columns[1]!.distinct).toBe(1000)
})

test('a value that contradicts the sample far behind the beginning makes its column what fits all rows', async () => {
  const many = Array.from({ length: 200_000 }, (_, row) => `${row},${row % 90},2024-01-01,5`)
  many[130_011] = '130011,A7,2024-01-01 10:30,2.5'
  const file = await read(`id,code,day,amount\n${many.join('\n')}\n`)
  expect(types(file.table)).toEqual(['id: integer', 'code: text', 'day: timestamp', 'amount: number'])
  expect((await rows(file))[130_011]).toEqual(['130011', 'A7', '2024-01-01 10:30:00', '2.5'])
  expect(file.table.columns[1]!.note).toContain('“A7” (line 130013)')
})

test('what does not fit is named with its line in the file, and without one where the lines before it are not known', async () => {
  const rowsOf = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `${from + at},${from + at === 7 ? 'C7' : 5}`)
  const titled = await read(`Report\n\nid,code\n${rowsOf(1, 40).join('\n')}\n`)
  expect(titled.table.columns[1]!.note).toBe('mixed, kept as text: most are numbers, “C7” (line 10) is not')
  const bytes = (text: string) => new TextEncoder().encode(text)
  const pieces = [bytes(`id,code\n${rowsOf(20, 40).join('\n')}\n`), bytes(`x\n${rowsOf(1, 40).join('\n')}\n`)]
  expect(makePlan(pieces, false, 'utf-8', {}).columns[1]!.note).toBe('mixed, kept as text: most are numbers, “C7” is not')
})

test('text stays as it was written', async () => {
  const file = await read(
    'id,code,long,mixed\n1,007,12345678901234567890,5\n2,010,12345678901234567891,N/A\n3,011,12345678901234567892,x\n',
  )
  expect(types(file.table)).toEqual(['id: integer', 'code: text', 'long: text', 'mixed: text'])
  expect(await rows(file)).toEqual([
    ['1', '007', '12345678901234567890', '5'],
    ['2', '010', '12345678901234567891', 'N/A'],
    ['3', '011', '12345678901234567892', 'x'],
  ])
  expect(file.table.columns[1]!.note).toMatch(/leading zeros/)
})

test('a file in windows-1250 with decimal commas is read as it was meant', async () => {
  const bytes = Uint8Array.from([...'Oraş;Sumă\nTârgu Mureş;1.234,50\nBraşov;12,00\nReşiţa;3,5\n'].map(windows1250))
  const file = await read(bytes)
  expect(file.table.dialect).toMatchObject({ encoding: 'windows-1250', delimiter: ';' })
  expect(types(file.table)).toEqual(['Oraş: text', 'Sumă: number'])
  expect(await rows(file)).toEqual([
    ['Târgu Mureş', '1234.5'],
    ['Braşov', '12.0'],
    ['Reşiţa', '3.5'],
  ])
  expect(file.table.columns[1]!.note).toBe('decimal comma; points between thousands')
})

function windows1250(character: string): number {
  const special: Record<string, number> = { ş: 0xba, ă: 0xe3, â: 0xe2, ţ: 0xfe }
  return special[character] ?? character.charCodeAt(0)
}

test('UTF-16 with and without a mark is read', async () => {
  const text = 'naam;stad\nZoë;Köln\nØystein;Tromsø\n'
  const plain = new Uint8Array(Uint16Array.from(text, (character) => character.charCodeAt(0)).buffer)
  const marked = new Uint8Array([0xff, 0xfe, ...plain])
  for (const bytes of [plain, marked])
    expect(await rows(await read(bytes))).toEqual([
      ['Zoë', 'Köln'],
      ['Øystein', 'Tromsø'],
    ])
})

test('bytes that are not UTF-8, far behind a beginning that is, change how the whole file is read', async () => {
  const head = new TextEncoder().encode(`name,n\n${'plain,1\n'.repeat(300_000)}`)
  const tail = Uint8Array.from([...'Caf\u00e9,2\n'].map((character) => character.charCodeAt(0)))
  const file = await read(new Blob([head, tail]))
  expect(file.table.dialect!.encoding).toBe('windows-1252')
  expect(file.table.rowsKept).toBe(300_001)
  expect((await rows(file)).at(-1)).toEqual(['Café', '2'])
})

test('cancelling leaves nothing behind', async () => {
  const engine = await openDatabase()
  const cancel = new AbortController()
  const file = new File([`id,amount\n${'1,2\n'.repeat(2_000_000)}`], 'big.csv')
  const parser = readFile(file, { engine, table: 't1', signal: cancel.signal, onProgress: () => cancel.abort(new Error('stopped')) })
  await expect(parser).rejects.toThrow('stopped')
  expect(await engine.rows(query('tables', 'select count(*) as n from duckdb_tables()', { n: 'number' }))).toEqual([{ n: 0 }])
})

test('a file that changes while it is read is named', async () => {
  const engine = await openDatabase()
  const file = new File(['a,b\n1,2\n'], 'moving.csv')
  file.slice = () => {
    throw Object.assign(new Error('The requested file could not be read'), { name: 'NotReadableError' })
  }
  const parser = readFile(file, { engine, table: 't1', signal: new AbortController().signal, onProgress: () => {} })
  await expect(parser).rejects.toThrow('moving.csv changed while it was being read.')
})

test('all rows set aside can be listed, not only the first ten thousand', async () => {
  const file = await read(`a,b,c\n${'1,2,3\n'.repeat(12_000)}${'1,2,3,4\n'.repeat(10_050)}`)
  expect(file.table.rowsSetAside).toBe(10_050)
  expect(file.table.setAside).toHaveLength(10_000)
  const all = await readAllSetAside(file.file, file.table)
  expect(all).toHaveLength(10_050)
  expect(all.at(-1)).toEqual({ file: 'orders.csv', line: 22_051, reason: '4 fields, but the table has 3 columns' })
})

test('progress is told in rows and bytes, the last one with all of them', async () => {
  const engine = await openDatabase()
  const told: number[] = []
  const file = new File([`id,amount\n${'1,2\n'.repeat(1_000_000)}`], 'big.csv')
  const last: { phase?: string; rows?: number } = {}
  await readFile(file, {
    engine,
    table: 't1',
    signal: new AbortController().signal,
    onProgress(progress) {
      told.push(progress.bytes)
      Object.assign(last, progress)
    },
  })
  expect(last).toMatchObject({ phase: 'writing', rows: 1_000_000, estimatedRows: 1_000_000, bytes: file.size, totalBytes: file.size })
  expect(told).toEqual([...told].sort((a, b) => a - b))
})

test('typing never loses text: every cell comes back as it was, or as a value with the same digits', async () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '007',
      '1e5',
      '1.50',
      '-0',
      'N/A',
      'yes',
      'no',
      '2020-02-30',
      '31/12/2020',
      '1,234',
      '12:30',
      '+49123',
      ' x ',
      '12 %',
      '(5)',
    ),
    fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== '' && !/[\0\ufeff]/.test(text)),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  )
  const chosen = { delimiter: ',', quote: '"', escape: '"', headerRecord: 0, encoding: 'utf-8' }
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 12 }), async (cells) => {
      const rowsWritten = cells.map((text, row) => `${quoted(text)},row ${row}`)
      const file = await read(`first,second\n${rowsWritten.join('\n')}\n`, 'x.csv', chosen)
      expect(file.table.rowsKept).toBe(cells.length)
      const [column] = file.table.columns
      const found = await rows(file)
      cells.forEach((text, row) => {
        const value = found[row]![0]!
        if (column!.type === 'text') expect(value).toBe(text)
        else if (value === null) expect(leftOut(column!)).toContain(text.trim())
        else if (column!.type === 'flag') expect(value === 'true').toBe(text === 'yes')
        else expect(digits(value)).toBe(digits(column!.type === 'date' && text.includes('/') ? text.split('/').reverse().join('') : text))
      })
    }),
    { numRuns: 100 },
  )
})

/** What was read as missing. */
const leftOut = ({ misfits, blanks = [] }: RawColumn) => [...(misfits?.examples ?? []), ...blanks].map(({ value }) => value)

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** The significant digits of a number in any notation, or of a date. */
function digits(text: string): string {
  const plain = /^[^e]*e[+-]?\d+$/i.test(text) ? Number(text).toExponential().replace(/e.*$/, '') : text
  return plain.replace(/\D/g, '').replace(/^0+|0+$/g, '')
}

test.skipIf(!existsSync(RETAIL))(
  'Online Retail (UCI): 541,909 lines, 135,080 without a customer, every column typed over all rows',
  async () => {
    const file = await read(await openAsBlob(RETAIL), 'online_retail.csv.gz')
    expect(file.table).toMatchObject({ rowsRead: 541_909, rowsKept: 541_909, rowsSetAside: 0, format: 'gzipped CSV' })
    expect(types(file.table)).toEqual([
      'InvoiceNo: text',
      'StockCode: text',
      'Description: text',
      'Quantity: integer',
      'InvoiceDate: timestamp',
      'UnitPrice: number',
      'CustomerID: integer',
      'Country: text',
    ])
    expect(541_909 - file.table.columns[6]!.filled).toBe(135_080)
    const sum = query('sum', 'select round(sum(c3 * c5), 2) as revenue, count(distinct c6) as customers, max(line) as last from t1', {
      revenue: 'number',
      customers: 'number',
      last: 'number',
    })
    expect(await file.engine.rows(sum)).toEqual([{ revenue: 9747747.93, customers: 4372, last: 541_910 }])
  },
)

test.skipIf(!existsSync(CDNOW))('CDNOW master (Fader and Hardie): 69,659 records set apart by runs of spaces', async () => {
  const { table } = await read(await openAsBlob(CDNOW), 'CDNOW_master.txt')
  expect(table.rowsKept).toBe(69_659)
  expect(table.columns.map((column) => column.type)).toEqual(['text', 'date', 'integer', 'number'])
  expect(table.columns[1]).toMatchObject({ least: '1997-01-01', most: '1998-06-30' })
})

test.skipIf(!existsSync(RECEIPT))('receipt log (4TU): times at UTC+1 and UTC+2 stay as the clock on the wall showed them', async () => {
  const { table } = await read(await openAsBlob(RECEIPT), 'receipt.csv')
  expect(table.rowsKept).toBe(8577)
  const time = table.columns.at(-1)!
  expect(time).toMatchObject({ header: 'time:timestamp', type: 'timestamp', least: '2010-10-02T09:20:39', most: '2012-01-23T15:42:54' })
  expect(time.note).toBe('times as they stand, at UTC+02:00 and UTC+01:00')
})

test.skipIf(!existsSync(TELCO))('Telco churn (IBM): eleven blank charges are missing, not text', async () => {
  const { table } = await read(await openAsBlob(TELCO), 'telco.csv')
  const column = (header: string) => table.columns.find((found) => found.header === header)!
  expect(table.rowsKept).toBe(7043)
  expect(column('TotalCharges')).toMatchObject({ type: 'number', filled: 7032 })
  expect(column('Churn')).toMatchObject({ type: 'flag', distinct: 2 })
  expect(column('MultipleLines')).toMatchObject({ type: 'text', distinct: 3 })
})
