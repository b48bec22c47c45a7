import { beforeAll, expect, test } from 'vitest'
import { chooseFiles, exportJson, openPage, settled } from './page'

const ORDERS =
  'customer_id,order_date,amount\n' + Array.from({ length: 60 }, (_, at) => `C${at % 20},2024-0${1 + (at % 9)}-15,${10 + at}`).join('\n')

let page: Awaited<ReturnType<typeof openPage>>

const file = (name: string, content: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })

async function customers(): Promise<unknown> {
  await page.evaluate(() => (location.hash = '#/overview'))
  await page.waitForTimeout(100)
  await settled(page)
  return (await exportJson(page)).tables.totals![0]!.customers
}

beforeAll(async () => {
  page = await openPage()
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
  expect(await customers()).toBe(22)
  expect(page.faults).toEqual([])
})

test('headers, values and file names are text, whatever they hold', async () => {
  const hostile = '<img src=x onerror=alert(1)>'
  const own = await openPage()
  const rows = Array.from({ length: 40 }, (_, at) => `"${hostile}${at % 7}",2024-01-${10 + (at % 9)},${at},"'; drop table orders; --"`)
  await chooseFiles(own, [file(`${hostile.replaceAll('/', '')}.csv`, `customer_id,order_date,amount,"category"\n${rows.join('\n')}`)])
  for (const route of ['insights', 'overview', 'segments', 'retention', 'paths', 'sources', 'mapping']) {
    await own.evaluate((id) => (location.hash = `#/${id}`), route)
    await own.waitForTimeout(80)
    await settled(own)
    expect(await own.locator('main img, main [onerror]').count(), route).toBe(0)
  }
  expect(own.faults).toEqual([])
})
