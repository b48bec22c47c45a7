import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { PAGES as ANALYSES } from '../../src/analyses/pages'
import { chooseFiles, DATA, exportJson, hasData, openPage, settled, visit } from './page'
import { smallSample } from './small-sample'

const PAGES = [...ANALYSES.map(({ id }) => id), 'retention?mode=bracket', 'sources', 'mapping', 'quality', 'privacy']
/** What a list of customers with a leaving flag can answer, without orders. */
const FLAGGED_PAGES = ['insights', 'customer', 'churn', 'survival?by=Contract', 'drivers', 'risk', 'mapping']
const FLAGGED = 'customers/telco_customer_churn.csv'
const ORDERS = [
  'order_id,customer_id,order_date,amount',
  ...Array.from({ length: 90 }, (_, at) => `${at + 1},C${at % 31},2024-0${1 + (at % 6)}-1${at % 9},${20 + at}.5`),
].join('\n')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe holds to be serious or critical. */
async function faultsSeenByAxe(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run({ resultTypes: ['violations'], selectors: false })).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  })
}

async function smallCompany(options: Parameters<typeof openPage>[1]) {
  const page = await openPage('', options)
  await chooseFiles(page, smallSample())
  await page.waitForURL(/#\/insights/)
  return page
}

/** Themes and widths in which a page is looked at; what it shows is computed once. */
const LOOKS = [
  ['light', 1440],
  ['dark', 390],
] as const

async function look(page: Page, [colorScheme, width]: (typeof LOOKS)[number]) {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 })
  await still(page)
}

/** Waits until nothing moves or fades: half a fade has not the contrast it ends with. */
async function still(page: Page) {
  await settled(page)
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  await settled(page)
}

async function hasNoFaults(page: Awaited<ReturnType<typeof openPage>>, route: string) {
  await visit(page, route)
  for (const one of LOOKS) {
    await look(page, one)
    expect(await faultsSeenByAxe(page), one.join(' ')).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, one.join(' ')).toBeLessThanOrEqual(0)
  }
  expect(page.faults).toEqual([])
}

describe('a tenth of the sample company in both themes and widths', () => {
  let page: Awaited<ReturnType<typeof openPage>>

  beforeAll(async () => {
    page = await smallCompany({ bypassCSP: true })
  })

  test.each(PAGES)('%s: axe finds nothing serious, nothing is cut off sideways', (route) => hasNoFaults(page, route))

  const OPENED: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
    ['the export menu', 'segments', (at) => at.getByRole('button', { name: 'Export', exact: true }).click()],
    ['a setting', 'retention', (at) => at.getByRole('button', { name: /^Length of a period/ }).click()],
    [
      'the customers of a sentence',
      'segments',
      (at) =>
        at
          .getByRole('button', { name: /^See the .* customers$/ })
          .first()
          .click(),
    ],
    [
      'the editor of a filter',
      'overview',
      async (at) => {
        await at.getByRole('button', { name: 'Filter', exact: true }).click()
        await at
          .getByRole('dialog')
          .getByRole('button', { name: /^Orders/ })
          .click()
      },
    ],
    ['the palette', 'overview', (at) => at.keyboard.press('Control+k')],
    [
      'a table in place of a picture',
      'overview',
      (at) =>
        at
          .getByRole('button', { name: /as table$/ })
          .first()
          .click(),
    ],
    [
      'saving as a workbook file',
      'sources',
      (at) =>
        at
          .locator('main')
          .getByRole('button', { name: /^Save as/ })
          .click(),
    ],
    ['the question before erasing', 'sources', (at) => at.getByRole('button', { name: /^Erase everything/ }).click()],
    ['how a page is computed', 'retention', (at) => at.getByText('How this is computed').click()],
  ]

  test.each(OPENED)('with %s open, axe finds nothing serious', async (_name, route, open) => {
    for (const one of LOOKS) {
      await look(page, one)
      await visit(page, route)
      await open(page)
      await still(page)
      expect(await faultsSeenByAxe(page), one.join(' ')).toEqual([])
      await page.keyboard.press('Escape')
      await still(page)
    }
    await look(page, LOOKS[0])
  })
})

describe.skipIf(!hasData(FLAGGED))('a list of customers with a leaving flag', () => {
  let page: Awaited<ReturnType<typeof openPage>>

  beforeAll(async () => {
    page = await openPage('', { bypassCSP: true })
    await chooseFiles(page, join(DATA, FLAGGED))
  })

  test.each(FLAGGED_PAGES)('%s: axe finds nothing serious, nothing is cut off sideways', (route) => hasNoFaults(page, route))
})

test('on a phone the contents lead to saving a workbook file', async () => {
  const page = await openPage('', { viewport: { width: 390, height: 844 }, bypassCSP: true })
  await chooseFiles(page, [{ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(ORDERS) }])
  await page.getByRole('button', { name: 'Contents' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Save as/ })
    .click()
  const sheet = page.getByRole('dialog', { name: 'Save as a workbook file' })
  await sheet.waitFor()
  expect(await faultsSeenByAxe(page)).toEqual([])
  const downloading = page.waitForEvent('download')
  await sheet.getByRole('button', { name: 'Save the file' }).click()
  expect((await downloading).suggestedFilename()).toBe('orders.clientele')
  await sheet.waitFor({ state: 'detached' })
  expect(page.faults).toEqual([])
})

describe('a tenth of the sample company', () => {
  let page: Awaited<ReturnType<typeof openPage>>

  beforeAll(async () => {
    page = await smallCompany({})
  })

  test('has answers on every page, and the pages agree on customers and revenue', async () => {
    const read = async (route: string) => (await visit(page, route), (await exportJson(page)).tables)
    const totals = (await read('overview')).totals![0]!
    const segments = (await read('segments')).segments!
    const cells = (await read('retention')).cells!
    const sum = (values: unknown[]) => values.reduce<number>((total, value) => total + Number(value), 0)
    expect(sum(segments.map((row) => row.customers))).toBe(totals.customers)
    expect(sum(segments.map((row) => row.revenue))).toBeCloseTo(Number(totals.revenue_net), 0)
    expect(sum(cells.filter((cell) => cell.period === 0).map((cell) => cell.size))).toBe(totals.customers)
    expect(page.faults).toEqual([])
  })

  test('a link reopens the same view: settings stand in the hash', async () => {
    await visit(page, 'retention?period=quarter&mode=unbounded')
    const first = await exportJson(page)
    expect(first.settings).toMatchObject({ period: 'quarter', mode: 'unbounded' })
    expect(first.tables.cells!.every((cell) => /^\d{4}-\d{2}-\d{2}$|^\d{4}-Q\d$/.test(String(cell.cohort)))).toBe(true)
  })

  test('the four exports give files', async () => {
    await visit(page, 'segments')
    for (const [item, ending] of [
      [/^Data \(CSV\)/, /\.(zip|csv)$/],
      [/^Data \(JSON\)/, /\.json$/],
      [/^Picture \(SVG\)/, /\.svg$/],
      [/^Picture \(PNG\)/, /\.png$/],
    ] as const) {
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      const downloading = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: item }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toMatch(ending)
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
      expect(Buffer.concat(chunks).length).toBeGreaterThan(500)
    }
    expect(page.faults).toEqual([])
  })

  test('a customer is found from the palette though misspelt, the next is one step away, and Enter zooms into the time line', async () => {
    await visit(page, 'customer')
    const name = (await page.getByRole('heading', { level: 1 }).textContent())!.trim()
    const misspelt = name.toLowerCase().replace(/(.)(.)$/, '$2$1')
    await page.keyboard.press('Control+k')
    await page.keyboard.type(misspelt)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => location.hash.startsWith('#/customer?id='))
    await settled(page)
    expect((await page.getByRole('heading', { level: 1 }).textContent())!.trim()).toBe(name)
    await page.getByRole('button', { name: 'Zoom in' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('slider', { name: 'Move' }).waitFor()
    await page.getByRole('button', { name: 'The one after' }).click()
    await settled(page)
    expect(await page.getByRole('slider', { name: 'Move' }).count()).toBe(0)
    const { timeline } = (await exportJson(page)).tables
    expect(Object.keys(timeline![0]!)).toEqual(['happened_at', 'table', 'what', 'amount'])
    expect(page.faults).toEqual([])
  })

  test('the keyboard alone opens the palette, finds a page and goes there', async () => {
    await visit(page, 'overview')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('retention')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => location.hash.startsWith('#/retention'))
    await settled(page)
  })

  test('settings changed on the page stand in the hash, and going back restores them', async () => {
    await visit(page, 'retention')
    const before = page.url()
    await page.getByRole('button', { name: /^Length of a period/ }).click()
    await page.getByRole('menuitemradio', { name: /^quarter/ }).click()
    await page.waitForFunction(() => location.hash.includes('period=quarter'))
    await settled(page)
    await page.goBack()
    await settled(page)
    expect(page.url()).toBe(before)
  })
})
