import { expect, test } from 'vitest'
import { saveFile } from './kept-page'
import { ordersFile, revenueOf } from './orders-file'
import { chooseFiles, exportJson, openPage, settled, visit } from './page'

test('the console answers under the page’s own policy, opens the SQL of a page, keeps customers, exports all rows, and is shut while masked', async () => {
  const page = await openPage()
  await chooseFiles(page, [ordersFile('orders.csv', 12_000, 400)])
  await visit(page, 'sql')
  const editor = page.getByRole('textbox', { name: 'SQL' })
  const ask = async (sql: string) => {
    await editor.click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(sql)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    await settled(page)
  }

  await ask('select sum(revenue) as revenue, count(*) as rows from orders')
  const sums = (await exportJson(page)).tables.result!
  expect(sums).toEqual([{ revenue: expect.closeTo(revenueOf(12_000), 4), rows: 12_000 }])

  await ask('select line, amount from file_orders order by line')
  await page.getByText('The first 10,000 rows; an export has all').waitFor()
  expect((await exportJson(page)).tables.result).toHaveLength(12_000)

  await ask('drop table orders')
  await page.getByText('The statement was not run').waitFor()
  await page.getByText('The first 10,000 rows; an export has all').waitFor()

  await ask("select customer_id from customers where customer_id in ('c1', 'c2', 'c3')")
  await page.getByRole('button', { name: 'Keep the 3 customers as a segment' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'Filter every page by it' }).first().click()
  await settled(page)
  await ask('select count(*) as customers from customers')
  expect((await exportJson(page)).tables.result).toEqual([{ customers: 3 }])

  await visit(page, 'segments')
  await page.getByText('How this is computed').click()
  await page.locator('details details summary').first().click()
  await page.getByRole('button', { name: 'Open in SQL' }).first().click()
  await page.waitForFunction(() => location.hash.startsWith('#/sql'))
  await settled(page)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await settled(page)
  await page.getByText(/^\d+ rows?,/).waitFor()
  expect(page.faults).toEqual([])

  await visit(page, 'quality')
  await page.getByLabel('Mask personal data', { exact: true }).check()
  await settled(page)
  await visit(page, 'sql')
  await ask('select 1')
  await page.getByText('Personal data are masked, and a statement could show them.').waitFor()
  expect((await saveFile(page)).length).toBeGreaterThan(0)
  await page.context().close()
}, 90_000)
