import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { chooseFiles, exportJson, openWorkbook, settled, visit } from './page'

async function press(page: Page, name: RegExp | string) {
  await page.getByRole('button', { name }).first().click()
  await settled(page)
}

const GIVEN = ['Quirina', 'Balthazar', 'Xanthippe', 'Delphine', 'Ottokar', 'Fatimata', 'Gustavson']
const FAMILY = ['Zephyrson', 'Vanderquist', 'Moreauville', 'Novakova', 'Petrovsky', 'Tanakawa']

/** Three customers of ten under two ids each, one of ten orders twice, one of 1900, and one row that cannot be read. */
function files() {
  const people = Array.from({ length: 40 }, (_, index) => {
    const same = index >= 37 ? index - 37 : index
    const name = `${GIVEN[same % 7]} ${FAMILY[Math.floor(same / 7)]}`
    return `C${index},${name},p${same}@secret-mail.com,+44 20 7946 0${100 + same},${['Bath', 'Leeds'][same % 2]},1980-01-${10 + (same % 18)}`
  })
  const orders = Array.from({ length: 200 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10)
    return `O${index},C${index % 40},${index === 50 ? '1900-01-01' : day},${20 + ((index * 7) % 13)}`
  })
  const csv = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) })
  return [
    csv('customers.csv', ['customer_id,full name,email,phone,city,date of birth', ...people]),
    csv('orders.csv', ['order_id,customer_id,order_date,amount', ...orders, orders[10]!, orders[20]!]),
  ]
}

test('what looks wrong is said, mended as recorded steps, and taken back', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, files())
  await visit(page, 'quality')
  const main = page.locator('main')
  const said = await main.innerText()
  expect(said).toContain('2 rows of orders.csv repeat an earlier one.')
  expect(said).toContain('1 row of orders.csv has a date that is too early.')
  expect(said).toContain('3 customers are there under another number too.')

  await press(page, /^Leave out 2 rows of orders.csv/)
  expect(await main.innerText()).not.toContain('repeat an earlier one')
  await press(page, /^Merge the 3 sure ones/)
  expect(await main.innerText()).not.toContain('under another number')
  const mended = await exportJson(page)
  expect(mended.tables.steps!.map(({ order }) => order)).toEqual([1, 2, 3])
  expect(mended.tables.columns!.filter(({ table }) => table === 'orders.csv')[0]).toMatchObject({ rows: 200, missing: 0 })
  expect(mended.tables.columns!.filter(({ table }) => table === 'customers.csv')[0]).toMatchObject({ rows: 37 })

  await press(page, 'Undo')
  expect(await main.innerText()).toContain('3 customers are there under another number too.')
  await press(page, /^Take back step 1/)
  expect(await main.innerText()).toContain('2 rows of orders.csv repeat an earlier one.')
  expect((await exportJson(page)).tables.steps).toEqual([])
  expect(page.faults).toEqual([])
})

/** That none of it is on any other page, or in any export, is looked for in mask.test.ts. */
test('names are off the page while the mask is on, and back when it is off', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, files())
  await visit(page, 'quality')
  const main = page.locator('main')
  expect(await main.innerText()).toContain('Quirina')
  await page.getByLabel('Mask personal data', { exact: true }).check()
  await settled(page)
  expect(await main.innerText()).not.toMatch(new RegExp([...GIVEN, ...FAMILY].join('|'), 'i'))
  await visit(page, 'privacy')
  await page.getByLabel('Mask personal data', { exact: true }).uncheck()
  await settled(page)
  await visit(page, 'quality')
  expect(await main.innerText()).toContain('Quirina')
  expect(page.faults).toEqual([])
})
