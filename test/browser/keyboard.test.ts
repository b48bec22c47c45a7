import type { Locator } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { PAGES } from '../../src/analyses/pages'
import { chooseFiles, openPage, settled, visit } from './page'
import { smallSample } from './small-sample'

let page: Awaited<ReturnType<typeof openPage>>

beforeAll(async () => {
  page = await openPage()
  await chooseFiles(page, smallSample())
})

/** What a chart says of the mark in hand. */
const heard = (chart: Locator) => chart.locator('xpath=following-sibling::p[@aria-live]').textContent()

/** Walks a chart by keys; true where Enter opened customers. */
async function walk(chart: Locator, name: string): Promise<boolean> {
  await page.keyboard.press('Shift')
  await chart.focus()
  await chart.press('Home')
  const first = await heard(chart)
  expect(first, `${name}: Home`).not.toBe('')
  for (const key of ['ArrowRight', 'ArrowDown', 'End', 'ArrowLeft', 'ArrowUp', 'Home']) {
    await chart.press(key)
    expect(await heard(chart), `${name}: ${key}`).not.toBe('')
  }
  await chart.press('Enter')
  const sheet = page.getByRole('dialog')
  const isOpened = (await sheet.count()) > 0
  if (isOpened) {
    // A key belongs to what has the focus: the sheet takes it once it stands.
    await page.waitForFunction(() => document.querySelector('[role=dialog]')?.contains(document.activeElement))
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await chart.evaluate((element) => element === document.activeElement), `${name}: focus comes back`).toBe(true)
  }
  await chart.press('Home')
  // Where Enter chose something on the page itself, the first of them take that back.
  for (let press = 0; press < 4 && (press === 0 || (await heard(chart)) !== ''); press += 1) await chart.press('Escape')
  expect(await heard(chart), `${name}: Escape`).toBe('')
  return isOpened
}

/** By how much a page is wider than a screen of 1440 × 900 at 200 %. */
async function overflowAtDoubleZoom(): Promise<number> {
  await page.setViewportSize({ width: 720, height: 450 })
  await settled(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await page.setViewportSize({ width: 1440, height: 900 })
  return overflow
}

const opening: string[] = []

test.each(PAGES.map(({ id }) => id))(
  'U13: every chart of %s has a name and a table, is walked through by keys, and fits at 200 %',
  async (id) => {
    await visit(page, id)
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll('main svg[role=img], main [role=application]')]
        .filter((one) => !(one.getAttribute('aria-label') || document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.ariaLabel))
        .map((one) => `${one.tagName} in ${one.closest('figure')?.textContent?.slice(0, 80)}`),
    )
    expect(unnamed).toEqual([])
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll('main figure:has([role=application])')]
        // Views that stand in one figure have one table together.
        .filter((one) => !(one.parentElement?.closest('figure') ?? one).querySelector('button[aria-pressed]'))
        .map((one) => one.querySelector('h2')?.textContent),
    )
    expect(bare, 'figures without a table').toEqual([])
    const charts = page.locator('main [role=application]')
    for (let at = 0; at < (await charts.count()); at += 1) {
      const chart = charts.nth(at)
      const name = `${id}, ${await chart.evaluate((one) => one.closest('figure')?.querySelector('h2')?.textContent ?? 'chart')}`
      if (await walk(chart, name)) opening.push(name)
    }
    expect(await overflowAtDoubleZoom(), 'cut off sideways at 200 %').toBeLessThanOrEqual(0)
    expect(page.faults).toEqual([])
  },
)

test('U13: Enter opens the customers of a mark on more than one page', () => {
  expect(new Set(opening.map((name) => name.split(',')[0])).size).toBeGreaterThan(1)
})

test('U13: S keeps the customers of a mark as a segment, and says so', async () => {
  await visit(page, 'overview')
  const chart = page.locator('main [role=application]').first()
  await chart.focus()
  await chart.press('End')
  await chart.press('s')
  await page.getByText(/kept, [\d,]+ customers/).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('U13: a kept segment filters every page and is renamed by keys alone, and Ctrl Z takes the name back', async () => {
  await page.getByRole('button', { name: 'Filter every page by it' }).click()
  await settled(page)
  const pick = page.locator('[data-filter=pick]:visible')
  const field = page.getByLabel('Name of the segment')
  const rename = async () => {
    await pick.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: /^Rename / }).focus()
    await page.keyboard.press('Enter')
    await field.waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Name of the segment')
  }
  await rename()
  const before = await field.inputValue()
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  await rename()
  await page.keyboard.type('Spring <i>buyers</i>')
  await page.keyboard.press('Enter')
  await page.getByText(`Segment “${before}” is now called “Spring <i>buyers</i>”`).waitFor()
  await settled(page)
  expect(await page.locator('[data-filter]', { hasText: 'Spring <i>buyers</i>' }).count()).toBeGreaterThan(0)
  await page.keyboard.press('Control+z')
  await settled(page)
  await page.locator('[data-filter]', { hasText: before }).first().waitFor()
  expect(page.faults).toEqual([])
})
