import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chooseFiles, DATA, exportJson, hasData, openPage, settled } from './page'

const FILE = 'orders/online_retail.csv.gz'

interface Reference {
  online_retail: {
    cohort_B_purchases_only: { customers: number; invoices: number; revenue: number; rows: number; table: Record<string, number[]> }
    purchases_by_month_B: Record<string, [orders: number, customers: number, revenue: number]>
    top_countries_B: [country: string, customers: number, revenue: number][]
    net_revenue: number
  }
}

const sum = (values: readonly unknown[]) => values.reduce<number>((total, value) => total + Number(value), 0)

async function open(page: Page, hash: string) {
  await page.evaluate((target) => (location.hash = target), hash)
  await settled(page)
  return exportJson(page)
}

describe.skipIf(!hasData(FILE))('Online Retail (UCI) dropped on the built page', () => {
  let page: Awaited<ReturnType<typeof openPage>>
  let reference: Reference['online_retail']

  beforeAll(async () => {
    reference = (JSON.parse(readFileSync(join(DATA, 'reference.json'), 'utf8')) as Reference).online_retail
    page = await openPage()
    await chooseFiles(page, join(DATA, FILE))
  })

  test('answers stand on the page with no click in between', async () => {
    expect(await page.evaluate(() => location.hash)).toBe('#/insights')
    const { findings } = await exportJson(page)
    expect(findings.length).toBeGreaterThanOrEqual(4)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(page.faults).toEqual([])
  })

  test('every record is accounted for: 541,909 read, all kept', async () => {
    const { tables } = await open(page, '#/sources')
    expect(tables.files).toMatchObject([{ rows_read: 541909, rows_kept: 541909, rows_set_aside: 0 }])
    expect(tables.set_aside).toEqual([])
  })

  test('the columns are read as order lines', async () => {
    const { tables } = await open(page, '#/mapping')
    const roles = Object.fromEntries(tables.columns!.map((row) => [row.column, row.role]))
    expect(roles).toMatchObject({
      CustomerID: 'customer_id',
      InvoiceDate: 'ordered_at',
      InvoiceNo: 'order_id',
      Quantity: 'quantity',
      UnitPrice: 'unit_price',
    })
  })

  test('Returns: net leaves the same customers and orders, and revenue nets all lines of those customers', async () => {
    const { tables } = await open(page, '#/overview')
    const totals = tables.totals![0]!
    expect(totals).toMatchObject({ customers: 4338, orders: 18532, rows_without_customer: 135080 })
    expect(Number(totals.revenue_gross)).toBeCloseTo(reference.cohort_B_purchases_only.revenue, 1)
    expect(Number(totals.revenue_net)).toBeLessThan(reference.cohort_B_purchases_only.revenue)
  })

  test('Returns: ignore gives the published totals', async () => {
    await open(page, '#/mapping')
    await page.getByLabel('Returns', { exact: true }).selectOption('ignore')
    await settled(page)
    const { tables } = await open(page, '#/overview')
    const totals = tables.totals![0]!
    expect(totals).toMatchObject({
      customers: 4338,
      orders: 18532,
      first_order_at: '2010-12-01T08:26:00',
      last_order_at: '2011-12-09T12:50:00',
    })
    expect(Number(totals.revenue_net)).toBeCloseTo(8911407.9, 2)
    const months = Object.fromEntries(
      tables.months!.map((row) => [row.month, [row.orders, row.customers, Math.round(Number(row.revenue) * 100) / 100]]),
    )
    expect(months).toEqual(reference.purchases_by_month_B)
    const countries = tables.top!.filter((row) => row.kind === 'country').slice(0, 10)
    expect(countries.map((row) => [row.name, row.customers, Math.round(Number(row.revenue) * 100) / 100])).toEqual(
      reference.top_countries_B,
    )
  })

  test('segments partition the customers and their revenue', async () => {
    const { tables } = await open(page, '#/segments')
    expect(sum(tables.segments!.map((row) => row.customers))).toBe(4338)
    expect(sum(tables.segments!.map((row) => row.revenue))).toBeCloseTo(8911407.9, 2)
    expect(tables.customers).toHaveLength(4338)
    expect(sum(tables.customers!.map((row) => row.monetary))).toBeCloseTo(8911407.9, 2)
  })

  test('monthly cohorts equal the independently computed table, cell by cell', async () => {
    const { tables } = await open(page, '#/retention?period=month&mode=bounded')
    const grid: Record<string, number[]> = {}
    for (const cell of tables.cells!) (grid[String(cell.cohort)] ??= [])[Number(cell.period)] = Number(cell.retained)
    expect(grid).toEqual(reference.cohort_B_purchases_only.table)
    expect(sum(tables.cells!.filter((cell) => cell.period === 0).map((cell) => cell.size))).toBe(4338)
  })

  test('every node of the paths takes in what it gives out', async () => {
    const { tables } = await open(page, '#/paths')
    const first = tables.nodes!.filter((node) => node.step === 1)
    expect(sum(first.map((node) => node.sequences))).toBe(4338)
    for (const node of tables.nodes!.filter((one) => Number(one.step) > 1)) {
      const inflow = tables.links!.filter((link) => Number(link.step) + 1 === node.step && link.target === node.name)
      expect(sum(inflow.map((link) => link.sequences)), `${node.step} ${node.name}`).toBe(node.sequences)
    }
  })

  test('a kept segment filters every page and is one click away from gone', async () => {
    await open(page, '#/segments')
    await page
      .getByRole('button', { name: /^Keep as (a )?segment/ })
      .last()
      .click()
    await settled(page)
    const kept = page.getByRole('button', { name: /^Remove filter/ })
    if (!(await kept.isVisible().catch(() => false))) {
      await page.getByRole('button', { name: /^All customers/ }).click()
      await page.getByRole('menuitemradio').nth(1).or(page.getByRole('menuitem').nth(1)).first().click()
    }
    await settled(page)
    const filtered = (await open(page, '#/overview')).tables.totals![0]!
    expect(Number(filtered.customers)).toBeLessThan(4338)
    await kept.first().click()
    await settled(page)
    expect((await exportJson(page)).tables.totals![0]!.customers).toBe(4338)
    expect(page.faults).toEqual([])
  })
})

describe.skipIf(!hasData('orders/CDNOW_master.txt'))('CDNOW master (Fader & Hardie), no header, spaces, dates as YYYYMMDD', () => {
  test('opens and, its columns confirmed where they are doubtful, gives the published cohort counts', async () => {
    const reference = JSON.parse(readFileSync(join(DATA, 'reference.json'), 'utf8')) as {
      cdnow: { cohort_retention_master_counts: Record<string, number[]> }
    }
    const page = await openPage()
    await chooseFiles(page, join(DATA, 'orders/CDNOW_master.txt'))
    const confirm = page.getByRole('button', { name: 'Show the answers' })
    if (await confirm.isVisible()) await confirm.click()
    await settled(page)
    const { tables } = await open(page, '#/retention')
    const grid: Record<string, number[]> = {}
    for (const cell of tables.cells!) (grid[String(cell.cohort)] ??= [])[Number(cell.period)] = Number(cell.retained)
    const expected = Object.entries(reference.cdnow.cohort_retention_master_counts)
    for (const [cohort, counts] of expected) expect(grid[cohort], cohort).toEqual(counts.slice(0, grid[cohort]!.length))
    expect(page.faults).toEqual([])
  })
})
