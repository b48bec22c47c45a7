import { utils, write, type BookType } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { chooseFiles, exportJson, openWorkbook, visit } from './page'

const ROWS = [
  ['Orders of the year'],
  [],
  ['customer_id', 'order_date', 'amount'],
  ...Array.from({ length: 60 }, (_, at) => [`C${at % 20}`, new Date(Date.UTC(2024, at % 9, 15)), 10 + at / 4]),
]

function workbook(bookType: BookType): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(ROWS, { cellDates: bookType === 'ods', UTC: true }), 'Orders')
  return Buffer.from(write(book, { type: 'array', bookType }) as ArrayBuffer)
}

test.each<[name: string, kind: BookType]>([
  ['orders.xlsx', 'xlsx'],
  ['orders.xlsb', 'xlsb'],
  ['orders.xls', 'biff8'],
  ['orders.ods', 'ods'],
])('%s dropped on the built page is read inside the closed page, and answers', async (name, kind) => {
  const page = await openWorkbook()
  await chooseFiles(page, [{ name, mimeType: 'application/octet-stream', buffer: workbook(kind) }])
  await visit(page, 'overview')
  expect((await exportJson(page)).tables.totals![0]).toMatchObject({ customers: 20, orders: 60 })
  expect(page.faults).toEqual([])
})

test('a damaged .xls is refused in a sentence, and the next file is read', async () => {
  const page = await openWorkbook()
  const damaged = workbook('biff8').subarray(0, 3000)
  await chooseFiles(page, [{ name: 'cut.xls', mimeType: 'application/octet-stream', buffer: damaged }])
  expect(await page.getByText(/cut\.xls .*(could not be read|has no values)/).count()).toBeGreaterThan(0)
  await chooseFiles(page, [{ name: 'orders.xls', mimeType: 'application/octet-stream', buffer: workbook('biff8') }])
  await visit(page, 'overview')
  expect((await exportJson(page)).tables.totals![0]).toMatchObject({ customers: 20 })
})
