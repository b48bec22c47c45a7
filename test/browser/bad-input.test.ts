import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { chooseFiles, exportJson, openPage, openWorkbook, settled, visit } from './page'

const ORDERS =
  'customer_id,order_date,amount\n' + Array.from({ length: 60 }, (_, at) => `C${at % 20},2024-0${1 + (at % 9)}-15,${10 + at}`).join('\n')

let page: Awaited<ReturnType<typeof openPage>>

const file = (name: string, content: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })

async function customers(): Promise<unknown> {
  await visit(page, 'overview')
  return (await exportJson(page)).tables.totals![0]!.customers
}

beforeAll(async () => {
  page = await openPage('#/overview')
  await chooseFiles(page, [file('orders.csv', ORDERS)])
  expect(await customers()).toBe(20)
})

const CASES: [what: string, name: string, content: () => string | Buffer, says: RegExp][] = [
  ['an empty file', 'empty.csv', () => '', /empty/i],
  [
    'a photo named .csv',
    'photo.csv',
    () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 2, 3, 0, 0]),
    /photo|image|JPEG|picture/i,
  ],
  ['a workbook named .csv', 'book.csv', () => Buffer.from('PK\u0003\u0004' + '\0'.repeat(400), 'latin1'), /zip|workbook|Excel/i],
  ['a header and no rows', 'header.csv', () => 'customer_id,order_date,amount\n', /no rows|header/i],
]

test.each(CASES)('%s gets a clear sentence, and the data stay', async (_what, name, content, says) => {
  await chooseFiles(page, [file(name, content())])
  const shown = page.getByText(says).first()
  await shown.waitFor({ timeout: 10_000 })
  expect(await page.getByText(name).first().isVisible()).toBe(true)
  expect(await customers()).toBe(20)
})

test('a bad file beside a good one does not keep the good one out', async () => {
  const more = 'customer_id,order_date,amount\nN1,2024-05-05,10\nN2,2024-05-06,20\n'
  await chooseFiles(page, [file('broken.csv', ''), file('more.csv', more)])
  await page.getByRole('button', { name: 'Append', exact: true }).click()
  await settled(page)
  expect(await customers()).toBe(22)
  expect(page.faults).toEqual([])
})

test('headers, values and file names are text, whatever they hold', async () => {
  const hostile = '<img src=x onerror=alert(1)>'
  const own = await openWorkbook()
  const rows = Array.from({ length: 40 }, (_, at) => `"${hostile}${at % 7}",2024-01-${10 + (at % 9)},${at},"'; drop table orders; --"`)
  await chooseFiles(own, [file(`${hostile.replaceAll('/', '')}.csv`, `customer_id,order_date,amount,"category"\n${rows.join('\n')}`)])
  for (const route of ['insights', 'overview', 'segments', 'retention', 'paths', 'sources', 'mapping']) {
    await visit(own, route)
    expect(await own.locator('main img, main [onerror]').count(), route).toBe(0)
  }
  expect(own.faults).toEqual([])
})

/** A workbook of its own for a file that brings its own data. */
async function alone(name: string, content: string) {
  const own = await openWorkbook()
  await chooseFiles(own, [file(name, content)])
  return own
}

async function totals(own: Awaited<ReturnType<typeof openPage>>) {
  await visit(own, 'overview')
  return (await exportJson(own)).tables
}

test('no customer column: the review says so, and that it is the reader who decides', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => `2024-02-${10 + (at % 18)},${at}.50,north`)
  const own = await alone('sales.csv', `date,amount,region\n${rows.join('\n')}`)
  expect(await own.evaluate(() => location.hash)).toMatch(/^#\/mapping/)
  await own
    .getByText(/No column holds a customer/)
    .first()
    .waitFor()
  expect(own.faults).toEqual([])
})

test('one column is a list: it is read, and the page says what it lacks', async () => {
  const own = await alone('list.csv', `name\n${Array.from({ length: 30 }, (_, at) => `person ${at}`).join('\n')}`)
  await visit(own, 'sources')
  expect((await exportJson(own)).tables.files).toMatchObject([{ rows_read: 30, rows_kept: 30 }])
  expect(own.faults).toEqual([])
})

test('ten thousand columns are read whole', async () => {
  const header = ['customer_id', 'order_date', 'amount', ...Array.from({ length: 9_997 }, (_, at) => `extra_${at}`)].join(',')
  const rows = Array.from({ length: 12 }, (_, at) =>
    [`C${at % 5}`, `2024-03-${10 + at}`, 10 + at, ...Array<number>(9_997).fill(at)].join(','),
  )
  const own = await alone('wide.csv', `${header}\n${rows.join('\n')}`)
  expect((await totals(own)).totals).toMatchObject([{ customers: 5, orders: 12 }])
  await visit(own, 'sources')
  await own.getByRole('region', { name: 'wide.csv', exact: true }).getByText('10,000', { exact: true }).waitFor()
  expect(own.faults).toEqual([])
})

test('forty thousand different countries: the largest are shown, the rest counted', async () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => `C${at},2024-0${1 + (at % 9)}-11,${1 + (at % 50)},Country ${at}`)
  const own = await alone('countries.csv', `customer_id,order_date,amount,country\n${rows.join('\n')}`)
  const tables = await totals(own)
  expect(tables.totals).toMatchObject([{ customers: 40_000, orders: 40_000 }])
  expect(await own.locator('main svg text').count()).toBeLessThan(1_000)
  expect(own.faults).toEqual([])
})

test('NUL characters and a second header do not stop a file', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `C${at % 8},2024-04-${10 + (at % 19)},${5 + at}`)
  const own = await alone(
    'odd.csv',
    `customer_id,order_date,amount\n${rows.slice(0, 20).join('\n')}\ncustomer_id,order_date,amount\nC\0 9,2024-04-05,7\n${rows.slice(20).join('\n')}`,
  )
  await visit(own, 'sources')
  const { files } = (await exportJson(own)).tables
  expect(Number(files![0]!.rows_read)).toBe(Number(files![0]!.rows_kept) + Number(files![0]!.rows_set_aside))
  expect(own.faults).toEqual([])
})

test('a file that changes while it is read is refused by name, and the next one works', async () => {
  const own = await openWorkbook()
  const folder = mkdtempSync(join(tmpdir(), 'clientele-'))
  const path = join(folder, 'moving.csv')
  const line = 'C123456,2024-05-05 10:11:12,19.90,some words that make a line long enough\n'
  writeFileSync(path, `customer_id,order_date,amount,remark\n${line.repeat(1_500_000)}`)
  await own.locator('input[type=file]').first().setInputFiles(path)
  await own.waitForTimeout(150)
  appendFileSync(path, line)
  await own
    .getByText(/moving\.csv/)
    .filter({ hasText: /changed|not read|could not be read/i })
    .first()
    .waitFor({ timeout: 60_000 })
  rmSync(folder, { recursive: true })
  await settled(own)
  await chooseFiles(own, [file('orders.csv', ORDERS)])
  expect((await totals(own)).totals).toMatchObject([{ customers: 20 }])
})
