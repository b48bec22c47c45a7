import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openCompany } from '../../test/support/open-company'
import { openRun } from '../model/session'
import { customersCsv, memberQuery, selectCustomers } from './customers'
import { exportAnalysis } from './export'
import { analysisById } from './index'
import type { Environment } from './run'
import { runAnalysis } from './run'

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
  expect(Object.keys(files)).toEqual(['segments-segments.csv', 'segments-customers.csv', 'segments-cells.csv', 'segments-cut_points.csv'])
  const lines = strFromU8(files['segments-customers.csv']!).split('\r\n')
  expect(lines[0]).toBe('customer_id,recency_days,frequency,monetary,r_score,f_score,m_score,segment')
  expect(lines[1]).toMatch(/^'=c0,12,1,0.1,/)
})

test('queries are recorded as they ran, with the variables they read', async () => {
  const { queries } = await runAnalysis(await open(), segments, {})
  const measures = queries.find(({ name }) => name === 'measures')!
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
  expect(lines[0]).toBe('customer_id,name,email,country,orders,revenue,first_order_at,last_order_at')
  expect(lines.find((line) => line.includes('Zoë'))).toMatch(/^'=c3,"Zoë, ""Z""",z@example.com,/)
})

test('a set that no page has is refused', async () => {
  const selection = { analysis: 'segments', settings: {}, who: { set: 'constructor', values: {}, name: '', count: 0 } }
  const environment = await open()
  expect(() => memberQuery(environment, selection)).toThrow('there is no set of customers called constructor')
})
