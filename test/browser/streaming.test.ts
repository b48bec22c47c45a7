import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { killEngine } from './kill-engine'
import { exportJson, openPage, settled } from './page'

/** Orders in which few bring much and some fall silent, so that several pages find something. */
function orders(rows: number) {
  const lines = Array.from({ length: rows }, (_, row) => {
    const customer = Math.floor(((row * 7919) % 1000) ** 2 / 600)
    const day = new Date(Date.UTC(2023, 0, 1 + ((row * 31) % (customer % 3 === 0 ? 300 : 700)))).toISOString().slice(0, 10)
    return `${row},c${customer},${day},${(customer % 7 === 0 ? 200 : 10) + (row % 90)}.50`
  })
  return {
    name: 'orders.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`order_id,customer_id,order_date,amount\n${lines.join('\n')}\n`),
  }
}

interface Moment {
  readonly hash: string
  readonly title: number | null
  readonly facts: number | null
  readonly hasFacts: boolean
  readonly claims: readonly string[]
  readonly places: readonly number[]
  readonly isBusy: boolean
}

/** Notes what stands where, whenever anything changes. */
async function watch(page: Page): Promise<() => Promise<Moment[]>> {
  await page.evaluate(() => {
    const moments: Moment[] = []
    Object.assign(window, { moments })
    const top = (selector: string) => {
      const found = document.querySelector(selector)
      return found && found.getBoundingClientRect().top + scrollY
    }
    const look = () => {
      const claims = [...document.querySelectorAll('#main article h2')]
      moments.push({
        hash: location.hash,
        title: top('#main h1'),
        facts: top('.facts'),
        hasFacts: document.querySelector('.facts dd:not([aria-hidden])') !== null,
        claims: claims.map((claim) => claim.textContent!.trim()),
        places: claims.map((claim) => claim.getBoundingClientRect().top + scrollY),
        isBusy: document.documentElement.dataset.busy === 'true',
      })
    }
    new MutationObserver(() => requestAnimationFrame(look)).observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: ['data-busy'],
    })
  })
  return () => page.evaluate(() => (window as unknown as { moments: Moment[] }).moments)
}

async function drop(page: Page, rows: number): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([orders(rows)])
}

test('after the drop the page is at its question at once, facts come before findings, and nothing that stands moves', async () => {
  const page = await openPage()
  const moments = await watch(page)
  await drop(page, 30_000)
  await page.getByRole('heading', { name: 'What should I know?' }).waitFor({ timeout: 1000 })
  expect(await page.evaluate(() => location.hash)).toBe('#/insights')
  await page.getByText('Customers', { exact: true }).first().waitFor()
  // The pointer rests among the findings: what is found later must not push away what is under it.
  await page.mouse.move(600, 640)
  await settled(page)
  const all = (await moments()).filter(({ hash, title }) => hash === '#/insights' && title !== null)
  const facts = all.findIndex(({ hasFacts }) => hasFacts)
  const found = all.findIndex(({ claims }) => claims.length > 0)
  expect(facts).toBeGreaterThan(-1)
  expect(found).toBeGreaterThan(facts)
  expect(all.slice(0, facts).every(({ isBusy, claims }) => isBusy && claims.length === 0)).toBe(true)
  const [first] = all
  for (const { title, facts } of all) expect([title, facts]).toEqual([first!.title, first!.facts])
  for (const [index, moment] of all.entries()) {
    const before = all[index - 1]?.claims ?? []
    expect(moment.claims.slice(0, before.length)).toEqual(before)
    expect(moment.places.slice(0, before.length)).toEqual(all[index - 1]?.places ?? [])
  }
  expect(all.filter(({ claims }) => claims.length > 0 && claims.length < all.at(-1)!.claims.length).length).toBeGreaterThan(0)

  // Away from the findings, all take the order of their rank, as the export has it.
  await page.mouse.move(100, 5)
  const exported = await exportJson(page)
  const ranked = exported.tables.findings!.map(({ claim }) => String(claim).replace(/\.$/, ''))
  await expect.poll(() => page.locator('#main article h2').allTextContents()).toEqual(ranked.map((claim) => expect.stringContaining(claim)))
  expect(page.faults).toEqual([])
  await page.context().close()
})

test('a page that is opened while the others are computed is there before they are', async () => {
  const page = await openPage('#/retention')
  await drop(page, 30_000)
  await settled(page)
  await page.evaluate(() => (location.hash = '#/insights'))
  await page.locator('.facts dd:not([aria-hidden])').first().waitFor()
  await page.evaluate(() => {
    location.hash = '#/retention?period=quarter'
  })
  await settled(page)
  const whole = await page.evaluate(async () => performance.getEntriesByName('run insights').length)
  expect(whole).toBe(0)
  expect((await exportJson(page)).tables.cells!.length).toBeGreaterThan(0)
  await page.context().close()
})

test('Cancel while the first file is read puts the reader back where they were', async () => {
  const page = await openPage()
  await drop(page, 400_000)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('heading', { name: /Know your customers/ }).waitFor()
  await settled(page)
  expect(await page.evaluate(() => location.hash)).toMatch(/^(#\/)?$/)
  await page.context().close()
})

test('an engine that dies while the findings stream: all of them come, and what stood stays', async () => {
  const page = await openPage()
  await drop(page, 30_000)
  await page.locator('#main article').first().waitFor()
  const [claim] = await page.locator('#main article h2').allTextContents()
  await killEngine(page)
  await page
    .getByText(/The engine stopped and was started again/)
    .first()
    .waitFor()
  await settled(page)
  const { findings } = (await exportJson(page)).tables
  expect(findings!.length).toBeGreaterThan(2)
  // Those that came when the list was long wait below it, and what came late until the reader rests; then all of it is there,
  // beside what stood and is of the same theme as one that outranks it by now.
  const more = page.getByRole('button', { name: /more below/ })
  const shown = async () => {
    if (await more.isVisible()) await more.click()
    return page.locator('#main article h2').count()
  }
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThanOrEqual(findings!.length)
  expect(findings!.map((one) => one.claim)).toContain(`${claim!.trim()}.`)
  await page.context().close()
})
