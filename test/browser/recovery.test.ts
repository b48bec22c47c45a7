import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { killEngine } from './kill-engine'
import { ordersFile, revenueOf } from './orders-file'
import { chooseFiles, exportJson, openPage, settled, visit } from './page'

const RESTARTED = /The engine stopped and was started again/

async function totals(page: Page) {
  await visit(page, 'overview')
  return (await exportJson(page)).tables.totals![0]!
}

test('an engine that dies between two pages comes back with both files and the same answers', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('first.csv', 3000, 400), ordersFile('second.csv', 1200, 100, 'd')])
  const before = await totals(page)
  expect(before).toMatchObject({ customers: 500, orders: 4200, revenue_net: revenueOf(3000) + revenueOf(1200) })
  await visit(page, 'segments')
  const segments = (await exportJson(page)).tables
  expect(await killEngine(page)).toBe(true)
  await page.getByText(RESTARTED).first().waitFor()
  expect((await exportJson(page)).tables).toEqual(segments)
  expect(await totals(page)).toEqual(before)
  await page.context().close()
})

test('an engine that dies while a page is computed: the page is there all the same, and says what happened', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('orders.csv', 60_000, 9000)])
  await page.evaluate(() => (location.hash = '#/retention?period=week'))
  await page.waitForTimeout(20)
  await killEngine(page)
  await page.getByText(RESTARTED).first().waitFor()
  await settled(page)
  const { tables } = await exportJson(page)
  const sizes = new Map(tables.cells!.map((cell) => [cell.cohort, Number(cell.size)]))
  expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBe(9000)
  await page.context().close()
})

test('an engine that dies in mid-import: the file is complete, once, and so is the one before it', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('before.csv', 2000, 300, 'b')])
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([ordersFile('large.csv', 300_000, 20_000)])
  await page.waitForFunction(() => document.documentElement.dataset.busy === 'true')
  await page.waitForTimeout(150)
  await killEngine(page)
  await page.getByText(RESTARTED).first().waitFor()
  await page.getByRole('button', { name: 'Append', exact: true }).click()
  await settled(page)
  expect(await totals(page)).toMatchObject({ customers: 20_300, orders: 302_000, revenue_net: revenueOf(2000) + revenueOf(300_000) })
  await page.context().close()
})

test('an engine that dies again while it is filled, and once more later, costs no row', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('orders.csv', 28_000, 280)])
  for (const pause of [1200, 10_000, 0]) {
    await expect.poll(() => killEngine(page)).toBe(true)
    await page.waitForTimeout(pause)
  }
  expect(await totals(page)).toMatchObject({ customers: 280, orders: 28_000, revenue_net: revenueOf(28_000) })
  await page.context().close()
})
