import { expect, test } from 'vitest'
import { chooseFiles, exportJson, openPage, openWorkbook, settled, visit } from './page'

const file = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })

const customers = Array.from({ length: 60 }, (_, at) => at + 101)
const orders = [
  'order_id,customer_id,order_date,amount',
  ...customers.flatMap((id, at) => [
    `${at},${id},2024-0${1 + (at % 9)}-15,${10 + at}.50`,
    `${100 + at},${id},2024-0${1 + ((at + 3) % 9)}-11,20.25`,
  ]),
]
const tickets = [
  'ticket_id,customer_id,opened_at,priority',
  ...customers.slice(0, 40).map((id, at) => `T${at},C-00${id},2024-05-${10 + (at % 20)},low`),
]

const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06']
const matrix = [
  `customer,country,${months.join(',')}`,
  ...customers.map(
    (id, at) => `K${id},${at % 2 ? 'RO' : 'DE'},${months.map((_, month) => ((at + month) % 3 === 0 ? '' : at + month)).join(',')}`,
  ),
]
const cells = customers.flatMap((_, at) => months.map((_, month) => ((at + month) % 3 === 0 ? 0 : at + month)))

type Page = Awaited<ReturnType<typeof openPage>>

async function shares(page: Page) {
  await visit(page, 'mapping')
  const { joins } = (await exportJson(page)).tables
  return joins!.map(({ table, other, matched, share }) => [table, other, matched, share])
}

test('customer numbers that differ in form alone: asked, repaired, all match, and undone', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [file('orders.csv', orders), file('tickets.csv', tickets)])
  const question = page.getByRole('radiogroup', { name: 'Are the customers of tickets.csv those of orders.csv?' })
  await question.waitFor()
  expect(await question.getByRole('radio').first().isChecked()).toBe(true)
  expect(await page.getByText('C-00101 · 101').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Show the answers' }).click()
  await settled(page)
  expect(page.url()).toContain('#/insights')
  expect(await page.getByText(/tickets\.csv: 40 of 40 customers \(100\s%\) are in orders\.csv/).isVisible()).toBe(true)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await settled(page)
  expect(await shares(page)).toEqual([
    ['orders.csv', 'tickets.csv', 0, 0],
    ['tickets.csv', 'orders.csv', 0, 0],
  ])
  // Undone, it is offered on this page, and can be taken there.
  await page.getByRole('button', { name: 'Yes, they are the same: repair them' }).click()
  await settled(page)
  expect(await shares(page)).toEqual([
    ['orders.csv', 'tickets.csv', 40, 40 / 60],
    ['tickets.csv', 'orders.csv', 40, 1],
  ])
  expect(page.faults).toEqual([])
})

test('declined, the ids stay as they are and nobody is asked again', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [file('orders.csv', orders), file('tickets.csv', tickets)])
  await page.getByRole('radio', { name: 'No, leave them as they are' }).check()
  await page.getByRole('button', { name: 'Show the answers' }).click()
  await settled(page)
  await chooseFiles(page, [
    file('spend.csv', ['date,channel,cost', ...Array.from({ length: 30 }, (_, at) => `2024-03-${10 + (at % 20)},search,${at}.50`)]),
  ])
  expect(page.url()).toContain('#/insights')
  expect((await shares(page)).map(([, , matched]) => matched)).toEqual([0, 0])
})

test('a table of customers × months alone: offered with its first rows, and its sums are those of the orders', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [file('sales.csv', matrix)])
  expect(await page.getByRole('heading', { name: 'Is each of 6 columns of sales.csv a month?' }).isVisible()).toBe(true)
  expect(await page.getByRole('columnheader', { name: 'ordered_at' }).isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Show the answers' }).click()
  await settled(page)
  await visit(page, 'overview')
  const [totals] = (await exportJson(page)).tables.totals!
  expect(totals).toMatchObject({ customers: customers.length, orders: cells.filter((value) => value > 0).length })
  expect(totals!.revenue_net).toBeCloseTo(
    cells.reduce((sum, value) => sum + value, 0),
    6,
  )
  expect(page.faults).toEqual([])
})
