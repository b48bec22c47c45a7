import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { killEngine } from './kill-engine'
import { asFile, openTab, reopen, saved, saveFile, tablesOf } from './kept-page'
import { ordersFile, revenueOf } from './orders-file'
import { chooseFiles, openPage, openWorkbook, visit } from './page'
import { spendFile } from './spend-file'

const RESTARTED = /The engine stopped and was started again/

async function totals(page: Page) {
  await visit(page, 'overview')
  return (await tablesOf(page)).totals![0]!
}

/** Room on the disk for so many bytes more than there are. */
async function leaveRoom(page: Page, bytes: number | null): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const origin = new URL(inject('address')).origin
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin })
  await session.send('Storage.overrideQuotaForOrigin', { origin, ...(bytes !== null && { quotaSize: usage + bytes }) })
}

/** Begins an import of many rows without waiting for it. */
async function beginImport(page: Page): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([spendFile('large.csv', 96_000)])
  await page.waitForFunction(() => document.documentElement.dataset.busy === 'true')
}

test('the engine killed in mid-query, then the page closed: the workbook is as it was', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await saved(page)
  await page.evaluate(() => (location.hash = '#/retention?period=week'))
  await page.waitForTimeout(20)
  await killEngine(page)
  await page.getByText(RESTARTED).first().waitFor()
  await reopen(page)
  expect(page.url()).toContain('retention?period=week')
  expect(await totals(page)).toMatchObject({ customers: 400, orders: 3000, revenue_net: revenueOf(3000) })
})

test('reloaded in mid-import: the file before is there, and the other whole or not at all', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('before.csv', 2000, 300, 'b')])
  await saved(page)
  await beginImport(page)
  await page.waitForTimeout(300)
  await reopen(page)
  expect(await totals(page)).toMatchObject({ orders: 2000, revenue_net: revenueOf(2000) })
  await visit(page, 'sources')
  const { files } = await tablesOf(page)
  expect([1, 2]).toContain(files!.length)
  for (const file of files!) expect(file.rows_kept).toBe(file.file === 'large.csv' ? 96_000 : 2000)
})

test('reloaded while a change is being saved: the workbook is the one before or the one after it', async () => {
  const page = await openWorkbook()
  await chooseFiles(page, [ordersFile('orders.csv', 2000, 300, 'b'), spendFile('spend.csv', 300)])
  await saved(page)
  await visit(page, 'mapping?x=1')
  await visit(page, 'retention?period=quarter')
  await page.evaluate(() => (location.hash = '#/segments?groups=3'))
  await page.waitForTimeout(205)
  await reopen(page)
  // A page is noted a moment after it was opened: none of the three may have been.
  expect(page.url()).toMatch(/#\/(overview|mapping|retention|segments)/)
  expect(await totals(page)).toMatchObject({ orders: 2000, revenue_net: revenueOf(2000) })
})

test('the renderer crashes: every change that was said to be saved is there', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await visit(page, 'retention?period=quarter')
  await page.waitForTimeout(300)
  await saved(page)
  const context = page.context()
  const session = await context.newCDPSession(page)
  await Promise.race([session.send('Page.crash').catch(() => undefined), page.waitForEvent('crash')])
  const again = await openTab(context)
  expect(again.url()).toContain('retention?period=quarter')
  expect(await totals(again)).toMatchObject({ orders: 3000, revenue_net: revenueOf(3000) })
  await context.close()
})

test.each([0, 120_000])(
  'a disk with room for %i bytes: never called saved, what was saved stays, and a file can be saved',
  async (room) => {
    const page = await openPage('#/overview')
    await chooseFiles(page, [ordersFile('before.csv', 2000, 300, 'b')])
    await saved(page)
    await leaveRoom(page, room)
    await chooseFiles(page, [spendFile('more.csv', 12_000)])
    await page.getByRole('heading', { name: 'The last change is not saved on this device' }).waitFor()
    expect(await page.getByRole('button', { name: /Saved on this device/ }).count()).toBe(0)
    expect((await totals(page)).orders).toBe(2000)
    const file = await saveFile(page)
    await leaveRoom(page, null)
    await reopen(page)
    expect(await totals(page)).toMatchObject({ orders: 2000, revenue_net: revenueOf(2000) })
    await page.context().close()
    if (room === 0) return

    const other = await openPage('#/overview')
    await chooseFiles(other, [asFile(file)])
    expect(await totals(other)).toMatchObject({ orders: 2000, revenue_net: revenueOf(2000) })
    await visit(other, 'sources')
    expect((await tablesOf(other)).files).toHaveLength(2)
    await other.context().close()
  },
)

test('a byte flipped in the list of workbooks, then in the newest checkpoint, then in the journal: all that can be told is there', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await visit(page, 'retention?period=quarter')
  await page.waitForTimeout(400)
  await saved(page)

  // The list names no file that the workbook needs: what it does not name is erased after a while.
  await spoilList(page)
  await reopen(page)
  expect(page.url()).toContain('retention?period=quarter')
  await visit(page, 'segments')
  await page.waitForTimeout(6500)
  await saved(page)

  expect(await flipNewest(page, 'checkpoints')).toBe(true)
  await reopen(page)
  expect(page.url()).toContain('#/segments')
  expect(await totals(page)).toMatchObject({ orders: 3000, revenue_net: revenueOf(3000) })

  await page.waitForTimeout(400)
  await saved(page)
  expect(await flipNewest(page, 'operations')).toBe(true)
  await reopen(page)
  await page.getByText('A part of what was kept did not read back as it was written').waitFor()
  expect(await totals(page)).toMatchObject({ orders: 3000, revenue_net: revenueOf(3000) })
  await page.context().close()
})

test('a byte flipped in a kept file: it is named, the rest is there, and dropping it again brings everything back', async () => {
  const page = await openPage('#/overview')
  await chooseFiles(page, [spendFile('good.csv', 3000), ordersFile('hurt.csv', 1000, 100, 'c')])
  await saved(page)
  const hurt = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sources')
    for await (const [, handle] of folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>) {
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
      if (bytes.length > 30_000) continue
      bytes[bytes.length - 4]! ^= 1
      const writable = await handle.createWritable()
      await writable.write(bytes)
      await writable.close()
      return true
    }
    return false
  })
  expect(hurt).toBe(true)
  await reopen(page)
  await page.getByRole('heading', { name: 'hurt.csv is missing' }).waitFor()
  await visit(page, 'sources')
  expect((await tablesOf(page)).files).toMatchObject([{ file: 'good.csv', rows_kept: 3000 }])
  await chooseFiles(page, [ordersFile('hurt.csv', 1000, 100, 'c')])
  expect(await totals(page)).toMatchObject({ orders: 1000, revenue_net: revenueOf(1000) })
  expect(await page.getByRole('heading', { name: 'hurt.csv is missing' }).count()).toBe(0)
  await page.context().close()
})

test('a source file edited and deleted on the disk while in use: the kept copy answers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clientele-'))
  const path = join(folder, 'orders.csv')
  try {
    await writeFile(path, ordersFile('orders.csv', 3000, 400).buffer)
    const page = await openWorkbook()
    await chooseFiles(page, path)
    await saved(page)
    await writeFile(path, 'customer_id,order_date,amount\nx,2024-01-01,1\n')
    expect(await killEngine(page)).toBe(true)
    await page.getByText(RESTARTED).first().waitFor()
    expect(await totals(page)).toMatchObject({ orders: 3000, revenue_net: revenueOf(3000) })
    await rm(path)
    await reopen(page)
    expect(await totals(page)).toMatchObject({ orders: 3000, revenue_net: revenueOf(3000) })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('storage refused: the page works in memory, says so, and saves to a file', async () => {
  const page = await openPage('', { serviceWorkers: 'block' })
  // Workers are made from blobs, and see what this puts before their code.
  await page.addInitScript(() => {
    const Whole = Blob
    const without = `for (const name of ['indexedDB', 'caches']) Object.defineProperty(self, name, { value: undefined });
      Object.defineProperty(navigator, 'storage', { value: undefined });`
    globalThis.Blob = class extends Whole {
      constructor(parts?: BlobPart[], options?: BlobPropertyBag) {
        super(options?.type === 'text/javascript' ? [without, ...(parts ?? [])] : parts, options)
      }
    }
  })
  await page.reload()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  await page.getByRole('button', { name: /In memory only/ }).waitFor()
  expect((await totals(page)).orders).toBe(3000)
  expect((await saveFile(page)).length).toBeGreaterThan(5000)
  await page.context().close()
})

/** Makes the list say of every workbook that it needs no file, and of none which change was the last. */
function spoilList(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await done(indexedDB.open('clientele-workbooks'))
    const entries = (await done(database.transaction('workbooks').objectStore('workbooks').getAll())) as { id: string }[]
    for (const entry of entries)
      await done(
        database
          .transaction('workbooks', 'readwrite')
          .objectStore('workbooks')
          .put({ ...entry, hashes: [], seq: 1 }),
      )
    database.close()
  })
}

/** Changes one byte of the newest record of a store. */
function flipNewest(page: Page, store: string): Promise<boolean> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await done(indexedDB.open('clientele-workbooks'))
    const records = (await done(database.transaction(name).objectStore(name).getAll())) as { seq: number; text: string }[]
    const newest = records.sort((one, other) => one.seq - other.seq).at(-1)
    if (!newest) return false
    const at = Math.floor(newest.text.length / 2)
    const text = newest.text.slice(0, at) + String.fromCharCode(newest.text.charCodeAt(at) ^ 1) + newest.text.slice(at + 1)
    await done(
      database
        .transaction(name, 'readwrite')
        .objectStore(name)
        .put({ ...newest, text }),
    )
    database.close()
    return true
  }, store)
}
