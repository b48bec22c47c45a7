import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { BROWSER_FLAGS, findBrowser } from '../support/find-browser.mjs'
import { ordersFile, revenueOf } from './orders-file'
import { chooseFiles, settled, visit } from './settled'
import { spendFile } from './spend-file'

/** What is under way when the browser is killed. */
export const ACTS = ['import', 'save', 'replace'] as const
export type Act = (typeof ACTS)[number]

/** What was found after the kill. `said`: the page had called the new state saved; `found`: the state that came back. */
export interface Outcome {
  readonly act: Act
  readonly after: number
  readonly said: boolean
  readonly found: 'before' | 'after' | string
}

const BEFORE = 2000
const REPLACED = 2600

/** A browser with a profile on the disk, whose processes can be ended as by a power cut. */
class KillableBrowser {
  #process: ChildProcess | null = null
  readonly #profile = mkdtempSync(join(tmpdir(), 'clientele-profile-'))
  #browser: Browser | null = null

  async open(address: string): Promise<Page> {
    const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${this.#profile}`, ...BROWSER_FLAGS]
    rmSync(join(this.#profile, 'DevToolsActivePort'), { force: true })
    this.#process = spawn(findBrowser()!, [...flags, 'about:blank'], { detached: true, stdio: 'ignore' })
    this.#browser = await chromium.connectOverCDP(await this.#endpoint())
    const page = await this.#browser.contexts()[0]!.newPage()
    await page.goto(address)
    await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready', undefined, { timeout: 60_000 })
    await settled(page)
    return page
  }

  async kill(): Promise<void> {
    const { pid } = this.#process!
    const gone = new Promise((resolve) => this.#process!.once('exit', resolve))
    process.kill(-pid!, 'SIGKILL')
    await gone
    await this.#browser?.close().catch(() => undefined)
  }

  forget(): void {
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }

  async #endpoint(): Promise<string> {
    for (let tries = 0; tries < 300; tries++) {
      const [port] = await readFile(join(this.#profile, 'DevToolsActivePort'), 'utf8').then(
        (text) => text.split('\n'),
        () => [],
      )
      if (port) return `http://127.0.0.1:${port}`
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('the browser did not start')
  }
}

/** Kills the browser so many milliseconds into an act, opens it again and tells what came back. */
export async function killDuring(act: Act, after: number, address: string): Promise<Outcome> {
  const browser = new KillableBrowser()
  try {
    const page = await browser.open(`${address}#/overview`)
    await chooseFiles(page, [ordersFile('orders.csv', BEFORE, 300, 'b')])
    await visit(page, 'sources')
    await page.getByRole('button', { name: /: Saved on this device$/ }).waitFor()
    // Pages are noted a moment after they were opened.
    await page.waitForTimeout(600)
    await begin[act](page)
    const said = await watch(page, act, after)
    await browser.kill()
    const found = await stateOf(await browser.open(address), act)
    return { act, after, said, found }
  } finally {
    await browser.kill().catch(() => undefined)
    browser.forget()
  }
}

const begin: Readonly<Record<Act, (page: Page) => Promise<void>>> = {
  async import(page) {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([spendFile('large.csv', 60_000)])
  },
  async save(page) {
    const list = page.getByRole('region', { name: 'Workbooks on this device' })
    await list.getByRole('button', { name: 'Rename orders' }).click()
    await list.getByLabel('Name of the workbook').fill('Spring')
    await list.getByRole('button', { name: 'Rename', exact: true }).click()
  },
  async replace(page) {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([ordersFile('orders-2.csv', REPLACED, 300, 'b')])
    await page.getByRole('button', { name: 'Replace orders.csv' }).click()
  },
}

/** Whether the new state was called saved at any time until then. */
async function watch(page: Page, act: Act, during: number): Promise<boolean> {
  const sign = { import: 'large.csv', save: 'Spring', replace: 'orders-2' }[act]
  const until = Date.now() + during
  while (Date.now() < until) {
    const isSaid = await page.evaluate(
      ([sign, isNamed]) => {
        const label = document.querySelector('[aria-label^="Workbook "]')?.getAttribute('aria-label') ?? ''
        const shown = isNamed ? label : (document.querySelector('main')?.innerText ?? '')
        return label.endsWith(': Saved on this device') && shown.includes(sign) && document.documentElement.dataset.busy === 'false'
      },
      [sign, act !== 'import'] as const,
    )
    if (isSaid) return true
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return false
}

/** `before` or `after`; anything else is a loss, told in words. */
async function stateOf(page: Page, act: Act): Promise<string> {
  if ((await page.getByText(/is missing|did not read back|could not be opened/).count()) > 0) return 'something is missing'
  const label = await page.getByRole('button', { name: /^Workbook / }).getAttribute('aria-label')
  await visit(page, 'overview')
  const text = (await page.locator('main').innerText()).replaceAll(/[,\u00a0\u202f]/g, '')
  const holds = (rows: number) => text.includes(String(rows)) || text.includes(String(Math.round(revenueOf(rows))))
  await visit(page, 'sources')
  const sources = await page.locator('main').innerText()
  if (act === 'replace')
    return sources.includes('orders-2.csv') ? (holds(REPLACED) ? 'after' : 'rows are lost') : holds(BEFORE) ? 'before' : 'rows are lost'
  if (!holds(BEFORE)) return 'rows are lost'
  if (act === 'save') return label?.includes('Spring') ? 'after' : 'before'
  return sources.includes('large.csv') ? (/60[,.\s]?000/.test(sources) ? 'after' : 'rows are lost') : 'before'
}
