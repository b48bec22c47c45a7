import { expect, test } from 'vitest'
import { insertInline, openCompany, type InlineRows } from '../../../test/support/open-company'
import { openDatabase } from '../../../test/support/open-database'
import { suggestInline } from '../../../test/support/suggest-inline'
import { query } from '../../engine/database'
import { buildCompany } from './build'

const list = (header: string, most: number): InlineRows =>
  Array.from({ length: 60 }, (_, i) => ({
    customer_id: `T${100 + i}`,
    churn: i % 4 === 0 ? 'Yes' : 'No',
    [header]: 1 + Math.round((i / 59) * (most - 1)),
  }))

const longest = query('the longest stay', 'select max(tenure) as most from customers', { most: 'number' })

test.each([
  ['tenure_days', 270, 'day'],
  ['Vertragsdauer (Tage)', 900, 'day'],
  ['ancienneté en jours', 400, 'day'],
  ['vechime săptămâni', 120, 'week'],
  ['weeks_as_customer', 160, 'week'],
  ['Months_on_book', 56, 'month'],
  ['antigüedad (años)', 12, 'year'],
] as const)('%s up to %s stays in its own unit, a %s', async (header, most, unit) => {
  const { engine, tables, suggestion } = await suggestInline({ 'customers.csv': list(header, most) })
  const company = await buildCompany(engine, suggestion.mapping, tables)
  expect(company.tenureUnit).toBe(unit)
  expect(company.roles.customers).toContain('tenure')
  expect(await engine.rows(longest)).toEqual([{ most }])
  expect(company.attributes.filter(({ label }) => label === header)).toMatchObject([{ column: 'tenure', type: 'number' }])
})

test('stays in the unit of a second list are made that of the first; without one there is no unit', async () => {
  const engine = await openDatabase()
  const tables = [
    await insertInline(engine, 't1', 'a.csv', [{ customer_id: 'a', tenure_months: 24 }]),
    await insertInline(engine, 't2', 'b.csv', [{ customer_id: 'b', tenure_years: 3 }]),
  ]
  const bound = (role: string, column: string) => ({ role, from: { column }, confidence: 1 })
  const mapped = ['tenure_months', 'tenure_years'].map((role, index) => ({
    table: `t${index + 1}`,
    kind: 'customers' as const,
    confidence: 1,
    bindings: [bound('customer_id', 'c0'), bound(role, 'c1')],
  }))
  const mapping = { version: 1, tables: mapped, returns: 'net', asOf: null, currency: null } as const
  expect((await buildCompany(engine, mapping, tables)).tenureUnit).toBe('month')
  const stays = query('stays', 'select customer_id, tenure from customers order by 1', { customer_id: 'text', tenure: 'number' })
  expect(await engine.rows(stays)).toEqual([
    { customer_id: 'a', tenure: 24 },
    { customer_id: 'b', tenure: 36 },
  ])
  expect((await openCompany({ customers: [{ customer_id: 'a', mrr: 1 }] })).company.tenureUnit).toBeNull()
})

test.each([
  ['tenure_days', 30, '2024-05-31'],
  ['tenure_weeks', 2, '2024-06-16'],
  ['tenure_months', 12, '2023-06-30'],
  ['tenure_years', 2, '2022-06-30'],
])('joining is counted back by %s from the as-of date', async (role, stay, joined) => {
  const { engine } = await openCompany({ customers: [{ customer_id: 'a', [role]: stay }] }, { asOf: '2024-06-30' })
  const text = 'select joined_on from customers'
  expect(await engine.rows(query('joined', text, { joined_on: 'date' }))).toEqual([{ joined_on: joined }])
})
