import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ordersFile } from './orders-file'
import { chooseFiles, exportJson, openPage } from './page'

async function hasSpareEngine(page: Page): Promise<boolean> {
  const names = await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name).catch(() => '')))
  return names.includes('spare engine')
}

const isOpen = (page: Page) => page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')

test('while the page waits it heats an engine of its own, which goes when files come and leaves nothing behind', async () => {
  const page = await openPage()
  await isOpen(page)
  await expect.poll(() => hasSpareEngine(page), { timeout: 20_000 }).toBe(true)
  expect(await page.evaluate(() => document.documentElement.dataset.busy)).toBe('false')
  await chooseFiles(page, [ordersFile('orders.csv', 300, 40)])
  expect(await hasSpareEngine(page)).toBe(false)
  await page.evaluate(() => (location.hash = '#/sources'))
  await page.getByRole('heading', { name: 'Which files are open?' }).waitFor()
  const { files } = (await exportJson(page)).tables
  expect(files!.map(({ file, rows_kept }) => [file, rows_kept])).toEqual([['orders.csv', 300]])
  await page.getByText('0 requests since it opened').first().waitFor()
  expect(page.faults).toEqual([])
  await page.context().close()
})

test('with little memory, or where data are to be saved, nothing is heated', async () => {
  const frugal = [
    () => Object.defineProperty(navigator, 'deviceMemory', { get: () => 2 }),
    () => Object.defineProperty(navigator, 'connection', { get: () => ({ saveData: true }) }),
  ]
  for (const make of frugal) {
    const page = await openPage('#/privacy')
    await page.addInitScript(make)
    await page.reload()
    await isOpen(page)
    await page.waitForTimeout(2_000)
    expect(await hasSpareEngine(page)).toBe(false)
    await page.context().close()
  }
})
