import { describe, expect, test } from 'vitest'
import { openCompany, type InlineRows } from '../../../test/support/open-company'
import { suggestInline } from '../../../test/support/suggest-inline'
import { query } from '../../engine/database'
import { buildCompany } from '../company/build'

const day = (after: number) => new Date(Date.UTC(2024, 0, 1 + after)).toISOString().slice(0, 10)
const rows = (count: number, make: (index: number) => InlineRows[number]): InlineRows => Array.from({ length: count }, (_, i) => make(i))
const byCategory = query('lines by category', 'select category, count(*) as lines from order_lines group by category order by category', {
  category: 'text',
  lines: 'number',
})

describe('a list of products tells the lines their category (M9)', () => {
  const lines = rows(120, (i) => ({
    order_no: 100 + (i >> 1),
    customer_id: `C${i % 9}`,
    order_date: day(i >> 1),
    product_code: `S${i % 12}`,
    product_name: `Thing ${i % 12}`,
    quantity: 1 + (i % 3),
    unit_price: 4.5 + (i % 5),
  }))

  test.each([
    ['sku', 'article_group'],
    ['Artikelnr', 'Warengruppe'],
    ['Référence article', 'Rayon'],
    ['Código producto', 'Categoría'],
    ['Cod produs', 'Categorie'],
    ['id', 'category'],
  ])('%s with %s', async (key, category) => {
    const { engine, tables, suggestion, read } = await suggestInline({
      'lines.csv': lines,
      'catalogue.csv': rows(14, (i) => ({ [key]: `S${i}`, title: `T${i}`, [category]: ['Cups', 'Tea'][i % 2]!, price: 3.5 + i })),
    })
    expect(read['catalogue.csv']).toContain(`products: product = ${key}, category = ${category}`)
    expect(read['lines.csv']).toContain('product = product_name')
    expect(read['lines.csv']).toContain('product_id = product_code')
    const company = await buildCompany(engine, suggestion.mapping, tables)
    expect(company.roles.order_lines).toContain('category')
    expect(await engine.rows(byCategory)).toEqual([
      { category: 'Cups', lines: 60 },
      { category: 'Tea', lines: 60 },
    ])
  })

  test('a product listed twice adds no line', async () => {
    const { engine } = await openCompany({
      order_lines: [{ order_id: '1', customer_id: 'a', ordered_at: '2024-01-01', product: 'S1', revenue: 5 }],
      products: [
        { product: 'S1', category: 'Tea' },
        { product: 'S1', category: 'Tea' },
      ],
    })
    expect(await engine.rows(byCategory)).toEqual([{ category: 'Tea', lines: 1 }])
  })
})

test('what orders say alike of a customer divides customers; what varies is that of the latest order, and says so (M9)', async () => {
  const { company, engine } = await openCompany({
    orders: rows(200, (i) => ({
      customer_id: `C${i % 20}`,
      ordered_at: day(i),
      revenue: 10 + i,
      region: ['East', 'West', 'South'][i % 3]!,
      Segment: i % 2 ? 'Corporate' : 'Consumer',
      'Ship Mode': ['First', 'Second', 'Third'][i % 3]!,
    })),
  })
  expect(company.attributes.map(({ label }) => label)).toEqual(['region of the latest order', 'Segment'])
  const text = 'select a0 as segment, count(*) as customers from customers group by a0 order by a0'
  expect(await engine.rows(query('segments', text, { segment: 'text', customers: 'number' }))).toEqual([
    { segment: 'Consumer', customers: 10 },
    { segment: 'Corporate', customers: 10 },
  ])
})
