import type { Page } from 'playwright-core'

/** Waits until nothing is loading, computing or drawing. */
export async function settled(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.busy === 'false', undefined, { timeout })
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
