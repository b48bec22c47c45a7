import { beforeAll, expect, test } from 'vitest'
import { exportJson, openPage, settled } from './page'

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
  await page.waitForTimeout(100)
  await settled(page)
})

async function go(route: string) {
  await page.evaluate((hash) => (location.hash = `#/${hash}`), route)
  await page.waitForTimeout(100)
  await settled(page)
}

const totals = async () => (await exportJson(page)).tables.totals![0]!

test('U1: two drops one after the other are both read and both mapped', async () => {
  await page.waitForFunction(() => location.hash.startsWith('#/insights'))
  await settled(page)
  expect(await page.getByText('could not be').count()).toBe(0)
  await go('mapping')
  const { joins } = (await exportJson(page)).tables
  expect(joins!.map(({ table, other, share }) => [table, other, share])).toContainEqual(['orders.csv', 'customers.csv', 1])
  await go('overview')
  expect(await totals()).toMatchObject({ customers: 240 })
  expect(page.faults).toEqual([])
})
