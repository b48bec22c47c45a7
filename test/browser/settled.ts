import type { Page } from 'playwright-core'

/** Waits until nothing is loading, computing or drawing. What was pressed begins before the next frame. */
export async function settled(page: Page, timeout = 60_000): Promise<void> {
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await page.waitForFunction(() => document.documentElement.dataset.busy === 'false', undefined, { timeout })
}

/** Opens a page at its address: `retention?period=week`. */
export async function visit(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/${route}`)
  await page.waitForTimeout(100)
  await settled(page)
}

/** Hands files to the page as a person would by "Choose files". */
export async function chooseFiles(
  page: Page,
  files: string | string[] | { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(files)
  await page.waitForTimeout(50)
  await settled(page)
}
