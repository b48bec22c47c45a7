import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'
import { BROWSER_FLAGS, findBrowser } from '../support/find-browser.mjs'
import { settled, visit } from './settled'

export { chooseFiles, settled, visit } from './settled'

let browser: Browser | undefined

afterAll(async () => {
  await browser?.close()
  browser = shared = undefined
})

/** The folder of real files; tests that need one are skipped by name when it is absent. */
export const DATA = process.env.CLIENTELE_DATA ?? join('..', 'shared', 'data')
export const hasData = (name: string) => existsSync(join(DATA, name))

export async function openBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({ executablePath: findBrowser() ?? undefined!, args: BROWSER_FLAGS })
  return browser
}

/**
 * The built page in a fresh profile. Console errors and uncaught exceptions are collected in `page.faults`.
 * Files that are dropped at `#/overview` are answered there; dropped at home, they are answered by every page there is.
 */
export async function openPage(hash = '', options: BrowserContextOptions = {}): Promise<Page & { faults: string[] }> {
  const context = await (
    await openBrowser()
  ).newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true, ...options })
  const page = Object.assign(await context.newPage(), { faults: [] as string[] })
  page.on('pageerror', (error) => page.faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') page.faults.push(message.text())
  })
  await page.goto(inject('address') + hash)
  return page
}

let shared: Awaited<ReturnType<typeof openPage>> | undefined

/**
 * An empty workbook at `#/overview`, in a page that all journeys of a file share: opening it starts no engine again.
 * The workbooks before it are on the device still, and notices may stand.
 */
export async function openWorkbook(): Promise<Page & { faults: string[] }> {
  if (!shared) return (shared = await openPage('#/overview'))
  shared.faults.length = 0
  await settled(shared)
  await shared.keyboard.press('Escape')
  await shared.getByRole('button', { name: /^Workbook / }).click()
  await shared.getByRole('menuitem', { name: 'New workbook' }).click()
  await shared.getByRole('button', { name: 'Try it with a sample company' }).waitFor()
  await visit(shared, 'overview')
  return shared
}

interface Exported {
  analysis: string
  settings: Record<string, unknown>
  asOf: string | null
  tables: Record<string, Record<string, string | number | boolean | null>[]>
  findings: { text: string }[]
}

/** The JSON of the page's Export menu, through the menu itself. */
export async function exportJson(page: Page): Promise<Exported> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^Data \(JSON\)/ }).click()
  const download = await downloading
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Exported
}
