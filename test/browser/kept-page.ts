import type { BrowserContext, Page } from 'playwright-core'
import { inject } from 'vitest'
import { exportJson, settled } from './page'

/** The bar says that everything is on the disk. */
export async function saved(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Workbook .*: Saved on this device$/ }).waitFor()
}

/** Another tab of the same profile, with what comes back in it. */
export async function openTab(context: BrowserContext, hash = ''): Promise<Page> {
  const page = await context.newPage()
  await reopen(page, hash)
  return page
}

/** The page anew, as after closing the browser. */
export async function reopen(page: Page, hash = ''): Promise<void> {
  await page.goto('about:blank')
  await page.goto(inject('address') + hash)
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
  await settled(page)
}

export const tablesOf = async (page: Page) => (await exportJson(page)).tables

/** The workbook as a file, through the menu. */
export async function saveFile(page: Page, choose: { withoutData?: boolean; passphrase?: string } = {}): Promise<Buffer> {
  await page.getByRole('button', { name: /^Workbook / }).click()
  await page.getByRole('menuitem', { name: 'Save as…' }).click()
  if (choose.withoutData) await page.getByLabel(/Without data:/).check()
  if (choose.passphrase) {
    await page.getByLabel('Passphrase').fill(choose.passphrase)
    await page.getByLabel('Once more').fill(choose.passphrase)
  }
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await downloading).createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export const asFile = (buffer: Buffer, name = 'work.clientele') => ({ name, mimeType: 'application/octet-stream', buffer })
