import { chromium, type Page } from 'playwright-core'
import { BROWSER_FLAGS, findBrowser } from '../support/find-browser.mjs'
import { serveFolder } from '../support/serve-folder.mjs'
import { timeBrushing, type BrushTiming } from './brushing'
import { rendererPeakBytes } from './peak-memory'

export interface PageTiming {
  readonly page: string
  /** From the change of the hash until nothing is computing or drawing. */
  readonly milliseconds: number
  readonly queries: readonly { name: string; milliseconds: number }[]
}

export interface BrowserTiming {
  /** From the file's choice until the raw table is typed, checked and counted. */
  readonly importMilliseconds: number
  readonly rowsKept: number
  /** From the file's choice until the findings stand on the page. */
  readonly answersMilliseconds: number
  readonly pages: readonly PageTiming[]
  /** Of a brush on `explore`, where that is among the pages. */
  readonly brush: BrushTiming | null
  readonly peakBytes: number | null
}

/** One file through the built page, in a fresh browser, as a person would: choose it, read, open each page. `cores`: how many the page is told of. */
export async function timeInBrowser(path: string, pages: readonly string[], cores?: number): Promise<BrowserTiming> {
  const served = await serveFolder('dist', { path: '/bench/' })
  const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined!, args: BROWSER_FLAGS })
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    page.setDefaultTimeout(900_000)
    if (cores !== undefined)
      await page.addInitScript((told) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => told }), cores)
    await page.goto(served.url)
    await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
    await page.locator('input[type=file]').first().waitFor({ state: 'attached' })
    await page.evaluate(() => document.addEventListener('change', () => performance.mark('chosen'), { capture: true, once: true }))
    await page.locator('input[type=file]').first().setInputFiles(path)
    await page.waitForFunction(() => location.hash.startsWith('#/insights') && document.documentElement.dataset.busy === 'false')
    const answersMilliseconds = await page.evaluate(() => performance.now() - performance.getEntriesByName('chosen')[0]!.startTime)
    const [imported] = await measures(page, 'import ')
    const timed: PageTiming[] = []
    for (const name of pages) timed.push(await timePage(page, name))
    const brush = pages.at(-1) === 'explore' ? await timeBrushing(page, 'Silent for') : null
    if (pages.includes('rules')) timed.push({ page: 'rules: a number typed', milliseconds: await timeTyping(page), queries: [] })
    return {
      importMilliseconds: imported?.duration ?? Number.NaN,
      rowsKept: (imported?.detail as { rowsKept: number } | undefined)?.rowsKept ?? Number.NaN,
      answersMilliseconds,
      pages: timed,
      brush,
      peakBytes: rendererPeakBytes(),
    }
  } finally {
    await browser.close()
    await served.close()
  }
}

async function timePage(page: Page, name: string): Promise<PageTiming> {
  const milliseconds = await page.evaluate(
    (route) =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        location.hash = route
        // The hash is read in a task of its own; the page is busy from then on.
        const look = () => (document.documentElement.dataset.busy === 'false' ? resolve(performance.now() - started) : setTimeout(look, 4))
        setTimeout(look, 60)
      }),
    `#/${name}`,
  )
  const ran = (await measures(page, `run ${name}`)).at(-1)
  return { page: name, milliseconds, queries: (ran?.detail as PageTiming['queries'] | undefined) ?? [] }
}

/** From a number typed into a line of the rule until what every line does is counted. */
async function timeTyping(page: Page): Promise<number> {
  await page.evaluate(() => (location.hash = '#/rules'))
  await page.locator('[aria-label="all of these"] li button').first().click()
  const number = page.locator('form[aria-label="Change the line"] input[type=number]')
  const times: number[] = []
  for (const value of ['5', '6', '7']) {
    await number.fill(value)
    await page.waitForTimeout(500)
    await page.waitForFunction(() => document.documentElement.dataset.busy === 'false')
    times.push((await measures(page, 'count rule')).at(-1)!.duration)
  }
  return Math.min(...times)
}

function measures(page: Page, prefix: string) {
  return page.evaluate(
    (start) =>
      performance
        .getEntriesByType('measure')
        .filter((entry) => entry.name.startsWith(start))
        .map((entry) => ({ name: entry.name, duration: entry.duration, detail: (entry as PerformanceMeasure).detail as unknown })),
    prefix,
  )
}
