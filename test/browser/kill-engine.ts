import type { Page } from 'playwright-core'

/** Ends the engine's worker as the browser would end one that takes too much: without a word. False when there was none. */
export async function killEngine(page: Page): Promise<boolean> {
  for (const worker of page.workers()) {
    const name = await worker.evaluate(() => self.name).catch(() => '')
    if (name !== 'engine') continue
    await worker.evaluate(() => self.close()).catch(() => {})
    return true
  }
  return false
}
