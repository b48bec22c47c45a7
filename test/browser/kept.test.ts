import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { killEngine } from './kill-engine'
import { asFile, openTab, reopen, saved, saveFile, tablesOf } from './kept-page'
import { ordersFile, revenueOf } from './orders-file'
import { chooseFiles, openPage, openWorkbook, settled, visit } from './page'
import { spendFile } from './spend-file'

test('reloading brings back files, mapping and the page with its settings', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('first.csv', 3000, 400), spendFile('second.csv', 300)])
  await visit(page, 'retention?period=quarter')
  const before = await tablesOf(page)
  await page.waitForTimeout(300)
  await saved(page)
  await page.goto('about:blank')
  await page.goto(inject('address'))
  await page.waitForURL(/#\/retention\?period=quarter/)
  await settled(page)
  expect(await tablesOf(page)).toEqual(before)
  expect(page.faults).toEqual([])
})

test('the sample company comes back when its engine dies and when it is opened again, with the kept segment that filters it', async () => {
  const page = await openPage()
  await page.getByRole('button', { name: 'Try it with a sample company' }).click()
  await page.waitForURL(/#\/insights/)
  await visit(page, 'segments')
  await page.getByRole('button', { name: 'Keep as a segment' }).first().click()
  await page.getByRole('button', { name: 'Filter every page by it' }).first().click()
  await settled(page)
  await visit(page, 'overview')
  const before = await tablesOf(page)
  expect(before.totals![0]!.customers).toBeLessThan(10_000)
  expect(await killEngine(page)).toBe(true)
  await page
    .getByText(/The engine stopped and was started again/)
    .first()
    .waitFor()
  expect(await tablesOf(page)).toEqual(before)
  await visit(page, 'segments')
  await page.waitForTimeout(300)
  await saved(page)
  // The address wins over the page where it was left.
  await reopen(page, '#/overview')
  expect(await tablesOf(page)).toEqual(before)
  await page.context().close()
})

test('a workbook file gives the same pages and numbers in another profile, sealed or not', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await visit(page, 'segments')
  const before = await tablesOf(page)
  const plain = await saveFile(page)
  const sealed = await saveFile(page, { passphrase: 'correct horse' })
  expect(sealed.includes('recipe.json')).toBe(false)

  const other = await openPage('#/overview')
  await chooseFiles(other, [asFile(plain)])
  await visit(other, 'segments')
  expect(await tablesOf(other)).toEqual(before)
  await saved(other)
  await other.context().close()

  const third = await openPage('#/overview')
  await chooseFiles(third, [asFile(sealed)])
  await third.getByLabel('Passphrase').fill('wrong')
  await third.getByRole('button', { name: 'Open', exact: true }).click()
  await third.getByText('That passphrase does not open this file').waitFor()
  await third.getByLabel('Passphrase').fill('correct horse')
  await third.getByRole('button', { name: 'Open', exact: true }).click()
  await third.getByLabel('Passphrase').waitFor({ state: 'detached' })
  await settled(third)
  await visit(third, 'segments')
  expect(await tablesOf(third)).toEqual(before)
  await third.context().close()
})

test('a workbook file without data asks for its files by name, and takes them when they are dropped', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await visit(page, 'overview')
  const before = await tablesOf(page)
  const recipe = await saveFile(page, { withoutData: true })
  expect(recipe.length).toBeLessThan(10_000)

  const other = await openPage('#/overview')
  await chooseFiles(other, [asFile(recipe)])
  await other.getByText('orders.csv is missing').waitFor()
  await chooseFiles(other, [ordersFile('orders.csv', 3000, 400)])
  await visit(other, 'overview')
  expect(await tablesOf(other)).toEqual(before)
  expect(await other.getByText('orders.csv is missing').count()).toBe(0)
  await saved(other)
  await other.context().close()
})

test('a damaged workbook file is refused in a sentence, and what is open stays open', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  const file = await saveFile(page)
  await visit(page, 'overview')
  const before = await tablesOf(page)
  const damaged = Buffer.from(file)
  damaged[Math.floor(damaged.length / 2)]! ^= 1
  await chooseFiles(page, [asFile(damaged, 'damaged.clientele')])
  await page.getByText('damaged.clientele was not opened').waitFor()
  await chooseFiles(page, [asFile(file.subarray(0, file.length / 2), 'cut.clientele')])
  await page.getByText('cut.clientele was not opened').waitFor()
  await chooseFiles(page, [asFile(Buffer.from('<script>alert(1)</script>'), 'hostile.clientele')])
  await page.getByText('hostile.clientele was not opened').waitFor()
  expect(await tablesOf(page)).toEqual(before)
})

test('three tabs: one writes, the others follow, and one takes over without losing what was written', async () => {
  const first = await openPage('#/sources')
  await chooseFiles(first, [ordersFile('orders.csv', 3000, 400)])
  await saved(first)
  const second = await openTab(first.context(), '#/sources')
  const third = await openTab(first.context(), '#/sources')
  const follows = (page: Page) => page.getByRole('heading', { name: 'Open in another tab' })
  await follows(second).waitFor()
  await follows(third).waitFor()

  await chooseFiles(first, [spendFile('spend.csv', 24)])
  await saved(first)
  for (const page of [second, third]) await page.locator('main').getByText('spend.csv').first().waitFor()

  await second.getByRole('button', { name: 'Take over' }).click()
  await follows(second).waitFor({ state: 'detached' })
  await follows(first).waitFor()
  await chooseFiles(first, [ordersFile('refused.csv', 500, 50, 'e')])
  await first.getByText('Take over to change it here').waitFor()
  await visit(second, 'overview')
  await second.waitForTimeout(300)
  await saved(second)
  await second.close()
  // One of those that followed inherits, with all that was written.
  const writes = async (page: Page) => page.getByRole('button', { name: /Saved on this device/ }).count()
  await expect.poll(async () => (await writes(first)) + (await writes(third)), { timeout: 30_000 }).toBe(1)
  await first.close()
  await reopen(third)
  await third.waitForURL(/#\/overview/)
  expect((await tablesOf(third)).totals![0]).toMatchObject({ orders: 3000, revenue_net: revenueOf(3000) })
  await third.context().close()
})

test('workbooks are listed, renamed and deleted, and erasing everything leaves nothing on the device', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await saved(page)
  await page.getByRole('button', { name: /^Workbook / }).click()
  await page.getByRole('menuitem', { name: 'New workbook' }).click()
  await chooseFiles(page, [ordersFile('leads.csv', 500, 40)])
  await saved(page)
  await visit(page, 'sources')
  const list = page.getByRole('region', { name: 'Workbooks on this device' })
  await list.getByRole('button', { name: 'Rename orders' }).click()
  await list.getByLabel('Name of the workbook').fill('Spring')
  await list.getByRole('button', { name: 'Rename', exact: true }).click()
  await list.getByRole('button', { name: 'Spring', exact: true }).click()
  await settled(page)
  await visit(page, 'overview')
  expect((await tablesOf(page)).totals![0]!.orders).toBe(3000)
  await visit(page, 'sources')
  await list.getByRole('button', { name: 'Delete leads' }).click()
  await expect.poll(() => list.getByText('leads').count(), { timeout: 10_000 }).toBe(0)
  await list.getByRole('button', { name: 'Erase everything…' }).click()
  await list.getByRole('button', { name: 'Erase everything now' }).click()
  await page.getByText('Everything kept on this device was erased').waitFor()
  const left = await page.evaluate(async () => {
    const names: string[] = []
    const root = await navigator.storage.getDirectory()
    const folder = (await root.getDirectoryHandle('sources', { create: true })) as unknown as AsyncIterable<[string, unknown]>
    for await (const [name] of folder) names.push(name)
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('clientele-workbooks')
      opening.onsuccess = () => resolve(opening.result)
    })
    const counts = await Promise.all(
      [...database.objectStoreNames].map(
        (store) =>
          new Promise<number>((resolve) => {
            const counting = database.transaction(store).objectStore(store).count()
            counting.onsuccess = () => resolve(counting.result)
          }),
      ),
    )
    return { names, kept: counts.reduce((sum, one) => sum + one, 0), local: localStorage.length }
  })
  expect(left).toEqual({ names: [], kept: 0, local: 0 })
  await page.reload()
  await page.getByRole('button', { name: 'Try it with a sample company' }).waitFor()
  await page.context().close()
})

test('memory only keeps nothing, and says so', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await saved(page)
  await visit(page, 'sources')
  await page.getByLabel(/Memory only/).check()
  await page.getByRole('button', { name: /In memory only/ }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Try it with a sample company' }).waitFor()
  await settled(page)
  expect(await page.getByRole('button', { name: 'orders', exact: true }).count()).toBe(0)
  await page.context().close()
})
