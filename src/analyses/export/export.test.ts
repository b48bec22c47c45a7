import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openCompany } from '../../../test/support/open-company'
import { openRun } from '../../model/runtime/session'
import { customerRows } from '../customer-sets/customer-rows'
import { FIRST_VIEW } from '../contract/outcome'
import { customersCsv, memberQuery, selectCustomers } from '../customer-sets/customers'
import { exportAnalysis } from './export'
import { analysisById } from '../index'
import type { Environment } from '../contract/run'
import { runAnalysis, withRun } from '../contract/run'

const segments = analysisById('segments')!

async function open(): Promise<Environment> {
  const orders = Array.from({ length: 12 }, (_, index) => ({
    customer_id: `=c${index}`,
    ordered_at: `2024-01-${String(1 + index).padStart(2, '0')}T10:00:00`,
    revenue: index + 0.1,
  }))
  const opened = await openCompany({ orders, customers: [{ customer_id: '=c3', name: 'Zoë, "Z"', email: 'z@example.com' }] })
  return { ...opened, filter: null, segments: [], openRun }
}

test('JSON holds the analysis, its settings, the as-of date, whole tables and findings as text', async () => {
  const blob = await exportAnalysis(await open(), segments, { levels: '3' }, 'json')
  const page = JSON.parse(await blob.text())
  expect(Object.keys(page)).toEqual(['analysis', 'settings', 'asOf', 'tables', 'findings'])
  expect(page).toMatchObject({ analysis: 'segments', settings: { levels: '3', frequency: 'orders' }, asOf: '2024-01-13' })
  expect(page.tables.segments).toHaveLength(10)
  expect(page.tables.customers).toHaveLength(12)
  expect(page.tables.customers[0]).toMatchObject({ customer_id: '=c0', monetary: 0.1 })
  expect(page.findings[0].text).toBe(`${page.findings[0].claim} ${page.findings[0].evidence}`)
})

test('an as-of date of one’s own is the date of the export', async () => {
  const page = JSON.parse(await (await exportAnalysis(await open(), segments, { as_of: '2024-01-08' }, 'json')).text())
  expect(page.asOf).toBe('2024-01-08')
  expect(page.tables.customers).toHaveLength(7)
})

test('CSV of several tables is a zip with one file each', async () => {
  const blob = await exportAnalysis(await open(), segments, {}, 'csv')
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
  expect(Object.keys(files)).toEqual([
    'segments-segments.csv',
    'segments-customers.csv',
    'segments-cells.csv',
    'segments-cut_points.csv',
    'segments-drift.csv',
  ])
  const lines = strFromU8(files['segments-customers.csv']!).split('\r\n')
  expect(lines[0]).toBe('customer_id,recency_days,frequency,monetary,r_score,f_score,m_score,segment')
  expect(lines[1]).toMatch(/^'=c0,12,1,0.1,/)
})

test('queries are recorded as they ran, with the variables they read', async () => {
  const { queries } = await runAnalysis(await open(), segments, {})
  const measures = queries.find(({ name }) => name === 'rfm_measures')!
  expect(measures.variables).toMatchObject({ as_of: '2024-01-13', frequency: 'orders' })
  expect(measures.variables).not.toHaveProperty('levels')
  expect(queries.find(({ name }) => name === 'medians')!.rows).toBeGreaterThan(0)
})

test('customers are listed by what they brought, page by page, and exported whole', async () => {
  const environment = await open()
  const { action, settings, result } = await runAnalysis(environment, segments, {})
  expect(action).not.toBeUndefined()
  const everyone = await selectCustomers(environment, null, 2, 5)
  expect(everyone.total).toBe(12)
  expect(everyone.revenue).toBeCloseTo(67.2, 9)
  expect(everyone.rows.map(({ customer_id }) => customer_id)).toEqual(['=c9', '=c8', '=c7'])
  const scoring = (result as { scoring: Record<string, number> }).scoring
  const who = { set: 'members', values: { ...scoring, segments: ['New'] }, name: 'New', count: 0 }
  const found = await selectCustomers(environment, { analysis: 'segments', settings, who }, 0, 100)
  expect(found.total).toBe(found.rows.length)
  const elsewhere = await selectCustomers(
    environment,
    { analysis: 'insights', settings: {}, who: { ...who, set: 'segments/members' } },
    0,
    100,
  )
  expect(elsewhere).toEqual(found)
  const lines = (await (await customersCsv(environment, null)).text()).split('\r\n')
  expect(lines).toHaveLength(14)
  expect(lines[0]).toBe('customer_id,name,email,country,segment,orders,revenue,first_order_at,last_order_at,silent_days,usual_gap_days')
  expect(lines.find((line) => line.includes('Zoë'))).toMatch(/^'=c3,"Zoë, ""Z""",z@example.com,/)
})

test('U9: a list is sorted and searched over all of it, and its file has the same rows and columns', async () => {
  const environment = await open()
  const view = { ...FIRST_VIEW, sort: 'name', isDescending: false, search: 'example.com', columns: ['name', 'email'] } as const
  const listed = await selectCustomers(environment, null, 0, 100, view)
  expect(listed.total).toBe(listed.rows.length)
  expect(listed.rows.every(({ email }) => email?.includes('example.com'))).toBe(true)
  const lines = (await (await customersCsv(environment, null, view)).text()).trim().split('\r\n')
  expect(lines[0]).toBe('name,email')
  expect(lines).toHaveLength(listed.total + 1)
  const bySilence = await selectCustomers(environment, null, 0, 100, { ...FIRST_VIEW, sort: 'silent_days' })
  const silences = bySilence.rows.flatMap(({ silent_days }) => silent_days ?? [])
  expect(silences).toEqual(silences.toSorted((a, b) => b - a))
})

test('U9: the segment of a list is that of the segments page, and a customer leads to his rows', async () => {
  const environment = await open()
  const { rows } = await selectCustomers(environment, null, 0, 100)
  const tables = await withRun(environment, segments, {}, undefined, async (run) => run.tables())
  expect(rows.map(({ customer_id, segment }) => [customer_id, segment]).sort()).toEqual(
    tables.customers!.map(({ customer_id, segment }) => [customer_id, segment]).sort(),
  )
  const [orders] = await customerRows(environment, '=c9')
  expect(orders).toMatchObject({ kind: 'orders', total: rows.find(({ customer_id }) => customer_id === '=c9')!.orders })
  expect(await customerRows(environment, `'; drop schema company cascade; --`)).toEqual([])
})

test('a set that no page has is refused', async () => {
  const selection = { analysis: 'segments', settings: {}, who: { set: 'constructor', values: {}, name: '', count: 0 } }
  const environment = await open()
  expect(() => memberQuery(environment, selection)).toThrow('there is no set of customers called constructor')
})
