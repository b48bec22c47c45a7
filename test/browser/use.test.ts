import { beforeAll, expect, test } from 'vitest'
import { exportJson, openPage, settled, visit } from './page'

const file = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })

const PEOPLE = Array.from({ length: 240 }, (_, at) => at + 1)
const COUNTRIES = ['France', 'Spain', 'Chile'] as const

/** Who is later in the list ordered more often, and later. */
const orders = file('orders.csv', [
  'order_id,customer_id,order_date,amount',
  ...PEOPLE.flatMap((id) =>
    Array.from(
      { length: 1 + (id % 6) },
      (_, order) => `${id}-${order},${id},2024-${String(1 + ((id + 2 * order) % 12)).padStart(2, '0')}-1${id % 10},${20 + (id % 50)}.50`,
    ),
  ),
])
const customers = file('customers.csv', [
  'customer_id,name,email,country,visits',
  ...PEOPLE.map((id) => `${id},Person ${id},p${id}@example.com,${COUNTRIES[id % 3]},${id % 40}`),
])

let page: Awaited<ReturnType<typeof openPage>>

beforeAll(async () => {
  page = await openPage()
  // One drop after the other, without waiting for the first.
  const input = page.locator('input[type=file]').first()
  await input.setInputFiles([orders])
  await input.setInputFiles([customers])
  await settled(page)
})

const totals = async () => (await exportJson(page)).tables.totals![0]!

test('U1: two drops one after the other are both read and both mapped', async () => {
  await page.waitForFunction(() => location.hash.startsWith('#/insights'))
  await settled(page)
  expect(await page.getByText('could not be').count()).toBe(0)
  await visit(page, 'mapping')
  const { joins } = (await exportJson(page)).tables
  expect(joins!.map(({ table, other, share }) => [table, other, share])).toContainEqual(['orders.csv', 'customers.csv', 1])
  await visit(page, 'overview')
  expect(await totals()).toMatchObject({ customers: 240 })
  expect(page.faults).toEqual([])
})

test('U10: a filter is added by keyboard, stands in the address, and every page and export follows it', async () => {
  await visit(page, 'overview')
  await page.getByRole('button', { name: 'Filter', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('searchbox', { name: 'Column or value' }).waitFor()
  await page.keyboard.type('fran')
  await page.getByRole('button', { name: /^France/ }).press('Enter')
  await page.getByRole('checkbox', { name: /^France/ }).waitFor()
  await settled(page)
  await page.getByRole('button', { name: 'Add filter' }).press('Enter')
  await settled(page)
  expect(await page.evaluate(() => location.hash)).toBe('#/overview?where=country:is:France')
  expect(await totals()).toMatchObject({ customers: 80 })
  await page.getByText(/Among the 80 customers/).waitFor()
  await visit(page, 'segments')
  expect((await exportJson(page)).tables.customers).toHaveLength(80)
  expect(page.faults).toEqual([])
})

test('U10: clauses narrow one after the other, Back and Ctrl Z take them back, a link brings them', async () => {
  await visit(page, 'overview?where=country:is:France;fact.orders:is:3..')
  const chips = page.getByRole('button', { name: /^Remove filter/ })
  expect(await chips.count()).toBe(2)
  const few = Number((await totals()).customers)
  expect(few).toBeLessThan(80)
  await page.getByRole('button', { name: 'Remove filter Orders at least 3' }).click()
  await settled(page)
  expect(await totals()).toMatchObject({ customers: 80 })
  await page.keyboard.press('Control+z')
  await settled(page)
  expect(await totals()).toMatchObject({ customers: few })
  await page.goBack()
  await settled(page)
  expect(await totals()).toMatchObject({ customers: 80 })
  await page.getByRole('button', { name: 'Clear all' }).click()
  await settled(page)
  expect(await totals()).toMatchObject({ customers: 240 })
  expect(page.faults).toEqual([])
})

test('U10: two handles pick a range by keys, and the count says who would be left', async () => {
  await visit(page, 'overview')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('button', { name: /^visits/ }).click()
  await page.getByRole('slider', { name: 'visits, from' }).press('PageUp')
  await page.getByRole('slider', { name: 'visits, to' }).press('PageDown')
  await page
    .getByRole('dialog')
    .getByText(/of 240/)
    .waitFor()
  await page.getByRole('button', { name: 'Add filter' }).click()
  await settled(page)
  const { customers } = await totals()
  expect(Number(customers)).toBeGreaterThan(100)
  expect(Number(customers)).toBeLessThan(240)
  await page.getByRole('button', { name: /^Remove filter visits/ }).click()
  await settled(page)
  expect(page.faults).toEqual([])
})

test('U9: the sheet of customers sorts, searches, chooses columns and opens a customer', async () => {
  await visit(page, 'segments')
  await page
    .getByRole('button', { name: /^See the .* customers$/ })
    .first()
    .click()
  const sheet = page.getByRole('dialog')
  await settled(page)
  await sheet.getByRole('columnheader', { name: /E-mail/ }).waitFor()
  await sheet.getByRole('button', { name: 'Orders' }).click()
  await settled(page)
  await sheet.getByRole('searchbox').fill('person')
  await page.waitForTimeout(300)
  await settled(page)
  await sheet
    .getByRole('button', { name: /^See the rows of/ })
    .first()
    .click()
  await settled(page)
  await sheet.getByRole('region', { name: 'Rows of this customer' }).getByRole('table').first().waitFor()
  const before = page.url()
  // U6: Back closes what opened last, and the page beneath stays.
  await page.goBack()
  await sheet.getByRole('searchbox').waitFor()
  await page.goBack()
  await sheet.waitFor({ state: 'detached' })
  expect(page.url()).toBe(before)
  expect(page.faults).toEqual([])
})
