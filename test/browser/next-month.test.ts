import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chooseFiles, exportJson, openWorkbook, settled, visit } from './page'

interface Order {
  order_id: string
  customer_id: string
  order_date: string
  amount: string
}

/** Order n of a company that sells to forty customers, one order a day. */
function order(n: number): Order {
  const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(n / 4) * 86_400_000).toISOString().slice(0, 10)
  return {
    order_id: `o${String(n).padStart(4, '0')}`,
    customer_id: `c${n % (n < 300 ? 40 : 46)}`,
    order_date: day,
    amount: (10 + (n % 37)).toFixed(2),
  }
}

function file(name: string, orders: readonly Record<string, string>[]) {
  const headers = Object.keys(orders[0]!)
  const lines = orders.map((row) => headers.map((header) => row[header]).join(','))
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${headers.join(',')}\n${lines.join('\n')}\n`) }
}

const orders = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => order(from + index)) as unknown as Record<string, string>[]
const march = () => file('orders-march.csv', orders(0, 360))

/** Everything up to April: three old orders were edited, one is gone, and there is a new column. */
function april() {
  const rows = orders(0, 480)
    .filter((row) => row.order_id !== 'o0007')
    .map((row): Record<string, string> => ({ ...row, channel: Number(row.order_id!.slice(1)) % 2 ? 'web' : 'shop' }))
  for (const [at, amount] of [
    ['o0010', '99.00'],
    ['o0020', '1.00'],
    ['o0030', '5.50'],
  ])
    rows.find((row) => row.order_id === at)!.amount = amount!
  return file('orders-april.csv', rows)
}

async function totals(page: Page) {
  await visit(page, 'overview')
  return (await exportJson(page)).tables.totals![0]!
}

const sheet = (page: Page) => page.getByRole('dialog', { name: 'orders-april.csv looks like a new version of orders-march.csv' })

async function dropBoth(second = april()) {
  const page = await openWorkbook()
  await chooseFiles(page, [march()])
  const before = await totals(page)
  await chooseFiles(page, [second])
  await sheet(page).waitFor()
  return { page, before }
}

const money = (rows: { amount?: string }[]) => rows.reduce((sum, row) => sum + Number(row.amount), 0)

test('the new version is recognised, what is different in it is said, and it takes the place of the old one', async () => {
  const { page, before } = await dropBoth()
  const words = await sheet(page).innerText()
  expect(words).toContain('356 rows are there already, as they are.')
  expect(words).toContain('120 rows are new, told by order_id.')
  expect(words).toContain('1 row of the file before is no longer there.')
  expect(words).toContain('channel is new')
  expect(words).toContain('3 old rows were edited')
  expect(words.replaceAll(/\s+/g, ' ')).toContain('o0010 amount: 20 → 99')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export all edited values' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await downloading).createReadStream()) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString().trim().split('\r\n')).toEqual([
    'key: order_id,column,before,after,line_before,line_after',
    'o0010,amount,20,99,12,11',
    'o0020,amount,30,1,22,21',
    'o0030,amount,40,5.5,32,31',
  ])
  await page.getByRole('button', { name: 'Replace orders-march.csv' }).click()
  await page.waitForURL(/#\/changes/)
  await settled(page)
  const { tables, findings } = await exportJson(page)
  const revenue = tables.headlines!.find((row) => row.name === 'Revenue')!
  expect(revenue.before).toBeCloseTo(Number(before.revenue_net), 6)
  const now = await totals(page)
  expect(revenue.after).toBeCloseTo(Number(now.revenue_net), 6)
  expect(now).toMatchObject({ orders: 479, customers: 46 })
  expect(tables.loads!.map((row) => row.label)).toEqual(['orders-march.csv', 'orders-april.csv in place of orders-march.csv'])
  const sum = (key: string, name: string) =>
    tables.migration!.reduce((all, row) => all + (row[key] === name ? Number(row.customers) : 0), 0)
  expect(sum('segment_before', 'Not yet a customer')).toBe(46 - Number(before.customers))
  expect(findings[0]!.text).toMatch(/^The data now hold 34\.9.% more revenue, and 30 days more\./u)
  expect(page.faults).toEqual([])
})

test('a replacement is taken back whole, and the load it made with it', async () => {
  const { page, before } = await dropBoth()
  await page.getByRole('button', { name: 'Replace orders-march.csv' }).click()
  await page.waitForURL(/#\/changes/)
  await settled(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await settled(page)
  expect(await totals(page)).toEqual(before)
  await visit(page, 'sources')
  await page.getByText('orders-march.csv').first().waitFor()
  expect(await page.getByText('orders-april.csv').count()).toBe(0)
})

test('appending leaves out what is there already, in a step that is recorded', async () => {
  const { page, before } = await dropBoth()
  await page.getByRole('radio', { name: /Append only rows with a new order_id/ }).check()
  await page.getByRole('button', { name: 'Append', exact: true }).click()
  await settled(page)
  const now = await totals(page)
  expect(now).toMatchObject({ orders: 480, customers: 46 })
  expect(Number(now.revenue_net)).toBeCloseTo(Number(before.revenue_net) + money(orders(360, 480)), 6)
})

test('compare only leaves the data as they were, and shows what would change', async () => {
  const { page, before } = await dropBoth()
  await page.getByRole('radio', { name: /Compare only/ }).check()
  await page.getByRole('button', { name: 'Compare orders-april.csv' }).click()
  await page.waitForURL(/#\/changes\?/)
  await settled(page)
  const { tables } = await exportJson(page)
  expect(tables.headlines!.find((row) => row.name === 'Orders')).toMatchObject({ before: 360, after: 479 })
  expect(await totals(page)).toEqual(before)
})

test('Escape adds nothing; two files of one kind dropped together are both there, and nobody is asked', async () => {
  const { page, before } = await dropBoth()
  await page.keyboard.press('Escape')
  await settled(page)
  expect(await totals(page)).toEqual(before)
  const other = await openWorkbook()
  await chooseFiles(other, [file('orders-2023.csv', orders(0, 200)), file('orders-2024.csv', orders(200, 400))])
  expect(await other.getByRole('dialog').count()).toBe(0)
  expect(await totals(other)).toMatchObject({ orders: 400 })
})
