import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveFolder } from '../support/serve-folder.mjs'
import { saveFile, tablesOf } from './kept-page'
import { ordersFile, revenueOf } from './orders-file'
import { chooseFiles, openPage, settled, visit } from './page'

interface Host {
  readonly url: string
  readonly asked: string[]
  close(): Promise<void>
}

const hosts: Host[] = []
let workbook: Buffer

/** The built page with workbook files and a list of them beside it. */
async function hostDemos(files: Readonly<Record<string, Buffer>>, list: unknown): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-demos-'))
  cpSync('dist', folder, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 'demos.json'), JSON.stringify(list))
  const asked: string[] = []
  const host = Object.assign(await serveFolder(folder, { path: '/shop/', onRequest: (url) => asked.push(url) }), { asked })
  hosts.push(host)
  return host
}

async function visitHost({ url }: Host, hash = ''): Promise<Page & { faults: string[] }> {
  const page = await openPage()
  await page.goto('about:blank')
  await open(page, url + hash)
  return page
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
  await settled(page)
}

const revenue = async (page: Page) => {
  await visit(page, 'overview')
  return (await tablesOf(page)).totals![0]!.revenue_net
}

/** What is kept on the device: workbooks, and bytes of files. */
const keptOn = (page: Page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).length
    const root = await navigator.storage.getDirectory()
    const files: string[] = []
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>)
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle)
        else files.push(name)
    }
    await walk(root)
    return { isAny: names > 0, files: files.length, noted: localStorage.getItem('clientele.workbook') }
  })

beforeAll(async () => {
  const page = await openPage()
  await chooseFiles(page, [ordersFile('orders.csv', 3000, 400)])
  workbook = await saveFile(page)
  await page.context().close()
})

afterAll(() => Promise.all(hosts.map((host) => host.close())))

test('two demos are listed, one is fetched when it is chosen, nothing of it is kept, and nothing is asked for after it opened', async () => {
  const host = await hostDemos({ 'shop.clientele': workbook, 'other one.clientele': workbook }, [
    { title: 'A shop', file: 'shop.clientele', sentence: 'Made up.' },
    { title: '<b>Another</b>', file: 'other one.clientele' },
  ])
  const page = await visitHost(host)
  expect(await page.getByRole('region', { name: 'Demos' }).getByRole('link').allTextContents()).toEqual(['A shop', '<b>Another</b>'])
  expect(host.asked.filter((url) => url.endsWith('.clientele'))).toEqual([])
  await page.getByRole('link', { name: 'A shop' }).click()
  await page.waitForURL(/#\/insights\?demo=shop$/)
  await page.getByRole('button', { name: 'Workbook orders: Demo, not kept' }).waitFor()
  await settled(page)
  const asked = host.asked.length
  expect(await revenue(page)).toBeCloseTo(revenueOf(3000), 6)
  await page.waitForURL(/#\/overview\?demo=shop$/)
  expect(host.asked.filter((url) => url.endsWith('.clientele'))).toEqual(['/shop/shop.clientele'])
  expect(host.asked.length).toBe(asked)
  expect(await keptOn(page)).toMatchObject({ files: 0, noted: null })

  // A link to another page of another demo, followed while one is open.
  await page.evaluate(() => (location.hash = '#/retention?demo=other+one&period=quarter'))
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
  await page.getByRole('button', { name: /Demo, not kept/ }).waitFor()
  await settled(page)
  expect(page.url()).toMatch(/#\/retention\?period=quarter&demo=other\+one$/)
  expect(host.asked.filter((url) => url.endsWith('.clientele'))).toHaveLength(2)

  // Files of one's own are kept as ever, and the address no longer names the demo.
  await page.getByRole('button', { name: /^Workbook / }).click()
  await page.getByRole('menuitem', { name: 'New workbook' }).click()
  await page.getByRole('heading', { name: /Know your customers/ }).waitFor()
  expect(page.url()).not.toMatch(/demo/)
  await chooseFiles(page, [ordersFile('own.csv', 300, 40)])
  await page.getByRole('button', { name: /^Workbook .*: Saved on this device$/ }).waitFor()
  expect(page.faults).toEqual([])
  await page.context().close()
})

test('a single demo opens at once, and not in place of a workbook of one’s own; embedded it has no frame around it', async () => {
  const host = await hostDemos({ 'shop.clientele': workbook }, [{ title: 'A shop', file: 'shop.clientele', sentence: '' }])
  const page = await visitHost(host)
  expect(page.url()).toMatch(/#\/insights\?demo=shop$/)
  await page.goto('about:blank')
  await open(page, `${host.url}#/retention?demo=shop&embed`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await page.locator('input[type=file]').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Search or jump to' }).count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Open in Clientele' }).getAttribute('href')).toBe('#/retention?demo=shop')
  expect((await tablesOf(page)).cells!.length).toBeGreaterThan(0)
  await page.context().close()

  const own = await visitHost(host, '#/privacy')
  await visit(own, '')
  await chooseFiles(own, [ordersFile('own.csv', 300, 40)])
  await own.getByRole('button', { name: /Saved on this device$/ }).waitFor()
  await own.goto('about:blank')
  await open(own, host.url)
  await own.getByRole('button', { name: 'Workbook own: Saved on this device' }).waitFor()
  expect(await revenue(own)).toBeCloseTo(revenueOf(300), 6)
  await own.context().close()
})

test('a demo that is not there or is no workbook, and a list that is none, are said in a sentence, and the page stands', async () => {
  const host = await hostDemos({ 'broken.clientele': workbook.subarray(0, 400) }, [
    { title: 'Broken', file: 'broken.clientele', sentence: '' },
    { title: 'Gone', file: 'gone.clientele', sentence: '' },
  ])
  const page = await visitHost(host, '#/retention?demo=unheard')
  await page.getByText('There is no demo called “unheard” here.').waitFor()
  expect(page.url()).toMatch(/#\/retention$/)
  await page.goto('about:blank')
  await open(page, `${host.url}#/insights?demo=broken`)
  await page.getByText('broken.clientele was not opened').waitFor()
  await page.getByRole('button', { name: 'Choose files' }).waitFor()
  await page.waitForURL(/#\/insights$/)
  await page.context().close()

  const lists = await hostDemos({}, [{ title: 'Elsewhere', file: 'https://example.org/a.clientele', sentence: '' }])
  const other = await visitHost(lists)
  await other.getByText('The list of demos on this host is not one').waitFor()
  expect(await other.getByRole('region', { name: 'Demos' }).count()).toBe(0)
  await other.context().close()
})

test('#/overview?sample opens the sample company on that page, and keeps nothing of it', async () => {
  const page = await openPage('#/overview?sample')
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
  await page.getByRole('button', { name: /Demo, not kept/ }).waitFor()
  await settled(page)
  expect(page.url()).toMatch(/#\/overview\?sample$/)
  expect((await tablesOf(page)).totals![0]!.customers).toBeGreaterThan(1000)
  expect(await keptOn(page)).toMatchObject({ files: 0, noted: null })
  await page.context().close()
})

test('npm run build -- --demo lists a workbook by its name, and refuses what is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-build-'))
  writeFileSync(join(folder, 'bad.clientele'), 'no workbook')
  const run = (file: string) =>
    execFileSync(process.execPath, [join('test', 'support', 'run-module.mjs'), 'test/support/add-demos.ts', file], { stdio: 'pipe' })
  expect(() => run(join(folder, 'bad.clientele'))).toThrow(/no workbook|not a workbook|NotAWorkbook/i)
})
